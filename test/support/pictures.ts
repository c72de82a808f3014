// `npm run pictures`: draws the icon, and takes the pictures of the README from a real window, on a dark and on a light ground, and one in high contrast.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { letters } from '../core/plantedSecrets.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { buildExtension } from './buildExtension.ts';
import { drawIcon } from './drawIcon.ts';
import { checkout } from './installed.mjs';
import { newThread } from './newThread.ts';
import { offlineSettings } from './userSettings.ts';
import { openVscode, type VscodeWindow } from './vscodeWindow.ts';

const themes = { dark: 'Dark 2026', light: 'Light 2026', contrast: 'Default High Contrast' };

const plainWindow = {
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'window.commandCenter': false,
  'window.title': 'Tea timer',
  'workbench.statusBar.visible': false,
};

const correction = `\`\`\`ts src/brewing.ts
export function describe(tea: string): string {
  const { degrees, minutes } = brewingOf(tea);
  const seconds = Math.round((minutes % 1) * 60);
  return \`\${tea}: \${Math.floor(minutes)} min \${seconds} s at \${degrees} °C\`;
}
\`\`\``;

async function widenSideBar(page: Page): Promise<void> {
  const edge = (await page.locator('.part.sidebar').boundingBox()) ?? { x: 0, width: 0 };
  await page.mouse.move(edge.x + edge.width, 300);
  await page.mouse.down();
  await page.mouse.move(520, 300, { steps: 5 });
  await page.mouse.up();
}

async function ask({ chat }: VscodeWindow, text: string): Promise<void> {
  const message = chat.getByRole('textbox', { name: 'Message' });
  const before = await chat.getByRole('article').count();
  await message.fill(text);
  await message.press('Enter');
  await chat.getByRole('article').nth(before + 1).getByRole('button', { name: 'Retry' }).waitFor();
}

async function sendSelection({ chat, page, command }: VscodeWindow): Promise<void> {
  await page.locator('.view-line', { hasText: 'export function describe' }).click();
  await page.keyboard.press('Home');
  for (let line = 0; line < 5; line += 1) await page.keyboard.press('Shift+ArrowDown');
  await command('Assistants: Send Selection to Assistant');
  await chat.getByRole('button', { name: /^Remove / }).waitFor();
  await chat.getByRole('textbox', { name: 'Message' }).fill('Why does this say “2 min 50 s” for green tea?');
}

/** What goes with a message, and what is asked about it. */
async function sendSecret({ chat, page, workspace }: VscodeWindow): Promise<void> {
  const token = ['gh', 'p_', letters(36)].join('');
  writeFileSync(path.join(workspace, 'src/kettle.ts'), `/** The kettle in the kitchen. */\nexport const kettle = {\n  address: 'https://kettle.example',\n  token: '${token}',\n};\n`);
  writeFileSync(path.join(workspace, 'teas.csv'), 'tea,degrees,minutes\nblack,96,4\ngreen,75,2.5\n');
  const message = chat.getByRole('textbox', { name: 'Message' });
  await message.fill('');
  for (const name of ['kettle', 'teas']) {
    await message.pressSequentially(`#${name}`);
    await chat.getByRole('option', { name: new RegExp(name) }).first().waitFor();
    await message.press('Enter');
    await chat.locator('.composer-chips').getByRole('button', { name: new RegExp(`^Open .*${name}`) }).waitFor();
  }
  await message.fill('Why does the kettle not start?');
  await message.press('Enter');
  await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Send With Placeholders' }).waitFor();
}

async function askTeaMaster({ chat, page }: VscodeWindow): Promise<void> {
  const row = page.getByRole('treeitem').filter({ hasText: 'Tea Master' });
  await row.click();
  await page.locator('.codelens-decoration').getByText(/tokens of instructions/).waitFor();
  await row.hover();
  await row.getByRole('button', { name: 'Start Chat' }).click();
  await chat.getByRole('button', { name: /equation/ }).click();
  await chat.getByText('x = 1').first().waitFor();
  await chat.getByText('Code interpreter').click();
  await chat.getByRole('article').last().getByRole('button', { name: 'Retry' }).waitFor();
}

/** Stops in the middle of an answer. */
async function stream({ chat }: VscodeWindow, offline: OfflineServer): Promise<void> {
  offline.plan({ fault: 'stall', path: '/v1/responses', after: 60 });
  const message = chat.getByRole('textbox', { name: 'Message' });
  await message.fill('Code for a cache that forgets what was used least');
  await message.press('Enter');
  await chat.locator('.code-block').waitFor();
}

/** An answer whose code is shown as a change of the file it belongs to. */
async function apply(vscode: VscodeWindow): Promise<void> {
  await ask(vscode, `say A minute has 60 seconds, not 100:\n\n${correction}`);
  await vscode.chat.getByRole('button', { name: 'Apply' }).last().click();
  await vscode.page.locator('.editor.modified .view-line', { hasText: 'Math.round' }).waitFor();
}

async function fail({ chat }: VscodeWindow, offline: OfflineServer): Promise<void> {
  offline.plan({ fault: 'status', status: 429, code: 'insufficient_quota', path: '/v1/responses' });
  const message = chat.getByRole('textbox', { name: 'Message' });
  await message.fill('Why does green tea take “2 min 50 s”?');
  await message.press('Enter');
  await chat.getByText('has no credit left').first().waitFor();
}

async function talk(vscode: VscodeWindow): Promise<void> {
  for (const prompt of ['List of teas', 'Table of the planets and their moons', 'Code for a cache that forgets what was used least', 'Code to count words']) await ask(vscode, prompt);
  for (let count = 0; count < 3; count += 1) await vscode.page.keyboard.press('Alt+PageUp');
}

async function takePictures(ground: 'dark' | 'light'): Promise<void> {
  const offline = await startOfflineServer({ wordDelay: 5 });
  const settings = { ...offlineSettings(offline.url), ...plainWindow, 'workbench.colorTheme': themes[ground] };
  const vscode = await openVscode({ settings, openFiles: ['src/brewing.ts'] });
  const picture = async (name: string): Promise<void> => {
    await vscode.page.mouse.move(900, 700);
    await vscode.page.screenshot({ path: path.join(checkout, `media/${name}-${ground}.png`), animations: 'disabled', caret: 'initial' });
  };
  try {
    await vscode.openChat();
    await widenSideBar(vscode.page);
    await picture('empty');
    await ask(vscode, 'Code for a cache that forgets what was used least');
    await picture('answer');
    await newThread(vscode);
    await stream(vscode, offline);
    await picture('streaming');
    await vscode.chat.getByRole('button', { name: 'Stop' }).click();
    await newThread(vscode);
    await fail(vscode, offline);
    await picture('error');
    await newThread(vscode);
    await talk(vscode);
    await picture('long');
    await newThread(vscode);
    await apply(vscode);
    await picture('diff');
    await vscode.command('View: Revert and Close Editor');
    await newThread(vscode);
    await sendSelection(vscode);
    await picture('selection');
    await vscode.chat.getByRole('button', { name: /^Remove / }).click();
    await sendSecret(vscode);
    await picture('guard');
    await vscode.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Cancel' }).click();
    for (const name of ['kettle', 'teas']) await vscode.chat.getByRole('button', { name: new RegExp(`^Remove .*${name}`) }).click();
    offline.plan({ fault: 'cut', path: '/v1/responses', after: 30 });
    await ask(vscode, 'Table of the planets and their moons');
    await picture('interrupted');
    await askTeaMaster(vscode);
    await picture('assistants');
  } finally {
    await vscode.close();
    await offline.close();
  }
}

async function takeContrast(): Promise<void> {
  const offline = await startOfflineServer({ wordDelay: 5 });
  const vscode = await openVscode({ settings: { ...offlineSettings(offline.url), ...plainWindow, 'workbench.colorTheme': themes.contrast }, openFiles: ['src/brewing.ts'] });
  try {
    await vscode.openChat();
    await widenSideBar(vscode.page);
    await ask(vscode, 'Code for a cache that forgets what was used least');
    await vscode.page.screenshot({ path: path.join(checkout, 'media/answer-contrast.png'), animations: 'disabled', caret: 'initial' });
  } finally {
    await vscode.close();
    await offline.close();
  }
}

await Promise.all([buildExtension(), drawIcon()]);
await takePictures('dark');
await takePictures('light');
await takeContrast();
