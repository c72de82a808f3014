// `npm run pictures`: draws the icon, and takes the pictures of the README from a real window, on a dark and on a light ground.
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startOfflineServer } from '../server/offlineServer.ts';
import { buildExtension } from './buildExtension.ts';
import { drawIcon } from './drawIcon.ts';
import { checkout } from './installed.mjs';
import { offlineSettings } from './userSettings.ts';
import { openVscode, type VscodeWindow } from './vscodeWindow.ts';

const themes = { dark: 'Dark 2026', light: 'Light 2026' };

const plainWindow = {
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'window.commandCenter': false,
  'window.title': 'Tea timer',
  'workbench.statusBar.visible': false,
};

async function widenSideBar(page: Page): Promise<void> {
  const edge = (await page.locator('.part.sidebar').boundingBox()) ?? { x: 0, width: 0 };
  await page.mouse.move(edge.x + edge.width, 300);
  await page.mouse.down();
  await page.mouse.move(520, 300, { steps: 5 });
  await page.mouse.up();
}

async function ask({ chat }: VscodeWindow, text: string): Promise<void> {
  const message = chat.getByRole('textbox', { name: 'Message' });
  await message.fill(text);
  await message.press('Enter');
  await chat.getByRole('article').last().getByRole('button', { name: 'Retry' }).waitFor();
}

async function sendSelection({ chat, page, command }: VscodeWindow): Promise<void> {
  await page.locator('.view-line', { hasText: 'export function describe' }).click();
  await page.keyboard.press('Home');
  for (let line = 0; line < 5; line += 1) await page.keyboard.press('Shift+ArrowDown');
  await command('Assistants: Send Selection to Assistant');
  await chat.getByRole('button', { name: /^Remove / }).waitFor();
  await chat.getByRole('textbox', { name: 'Message' }).fill('Why does this say “2 min 50 s” for green tea?');
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

async function takePictures(ground: keyof typeof themes): Promise<void> {
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
    await vscode.chat.getByRole('button', { name: 'New Thread' }).first().click();
    await vscode.chat.getByRole('article').first().waitFor({ state: 'detached' });
    await sendSelection(vscode);
    await picture('selection');
    await vscode.chat.getByRole('button', { name: /^Remove / }).click();
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

await Promise.all([buildExtension(), drawIcon()]);
await takePictures('dark');
await takePictures('light');
