import { deepEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { keyboardDocument } from '../../src/shared/keyboard.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered, sampleStatus, sampleTime } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';
import { message, panelStates } from '../support/panelStates.ts';

/** What has the focus, in a few words. */
const focused = (page: Page): Promise<string> => page.evaluate(() => {
  const { activeElement: element } = document;
  if (element === null || element === document.body) return '';
  const name = element.getAttribute('aria-label') ?? element.querySelector('h2')?.textContent ?? element.textContent;
  return name.replaceAll(/\s+/g, ' ').trim().slice(0, 20);
});

/** Whether one can see where the focus is: by an outline, a border or a shadow of it or of what it stands in. */
const isSeen = (page: Page): Promise<boolean> => page.evaluate(() => {
  const { activeElement } = document;
  const inner = activeElement?.shadowRoot?.activeElement;
  const places = [inner, activeElement, activeElement?.closest('.composer, .prompt-editor')].filter((place) => place instanceof Element);
  return activeElement?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) === true && places.map((place) => getComputedStyle(place)).some(({ outlineStyle, outlineWidth, boxShadow, borderTopColor }) => (
    (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none' || borderTopColor === 'rgb(0, 120, 212)'
  ));
});

/** More stops than any state has. */
const most = 600;

/** Every stop of the Tab key, once around; a star marks those at which the focus is not to be seen. */
async function stops({ page }: ChatPage): Promise<readonly string[]> {
  await page.locator('.choose-assistant').focus();
  await page.keyboard.press('Shift');
  const seen: string[] = [];
  for (let count = 0; count < most; count += 1) {
    if (count > 0) await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop === '') break;
    seen.push(`${stop}${(await isSeen(page)) ? '' : ' *'}`);
  }
  return seen;
}

async function openState(name: string): Promise<ChatPage> {
  const open = panelStates[name];
  if (open === undefined) throw new Error(`There is no state “${name}”.`);
  return open({});
}

const read = (page: Page): Promise<readonly string[]> => page.locator('[aria-relevant=additions] > p').allInnerTexts();

async function listening(text: string): Promise<ChatPage> {
  const chat = await openChatPage({ thread: answered(text, { state: 'running' }) });
  await chat.page.evaluate(() => { document.body.classList.add('vscode-using-screen-reader'); });
  return chat;
}

/** Counts in the page how often something is made that is read out at once. */
async function countAlerts({ page }: ChatPage): Promise<void> {
  await page.evaluate(() => {
    document.body.dataset['alerts'] = '0';
    new MutationObserver((changes) => {
      const alerts = changes.flatMap(({ addedNodes }) => Array.from(addedNodes)).filter((node) => node instanceof Element && (node.matches('[role=alert]') || node.querySelector('[role=alert]') !== null));
      document.body.dataset['alerts'] = String(Number(document.body.dataset['alerts']) + alerts.length);
    }).observe(document.body, { childList: true, subtree: true });
  });
}

const alerts = ({ page }: ChatPage): Promise<string | undefined> => page.evaluate(() => document.body.dataset['alerts']);

describe('The chat by keyboard', () => {
  it('leads Tab through everything in the order in which it stands, with the focus in sight', async () => {
    deepEqual(await stops(await openState('finished, with all that an answer can hold')), [
      'Rubber Duck', 'New Thread', 'Conversation', 'Edit', 'More', 'Code interpreterfail', 'get_weatherwaiting f', 'Give the Result…', 'the paper',
      'Apply', 'Insert at Cursor', 'Copy code', 'More for this code', '// Forgets the oldes', 'Insert at Cursor', 'Put into Terminal', 'Copy code', 'More for this code', 'npm test',
      'Open chart.png', 'Save chart.png…', 'Open squares.csv', 'Save squares.csv…', 'Open [1] docs/tea.md', 'Copy answer', 'Retry', 'What was sent', 'More',
      'Message', 'Attach…', 'Current editor: off', 'Show What Will Be Se', 'Send',
    ]);
  });

  for (const state of Object.keys(panelStates)) {
    it(`shows where the focus is: ${state}`, async () => {
      const chat = await openState(state);
      await chat.page.keyboard.press('Escape');
      const all = await stops(chat);
      deepEqual([all.filter((stop) => stop.endsWith(' *')), all.includes('Message'), all.length < most], [[], true, true]);
    });
  }

  it('goes from message to message, from wherever the focus is', async () => {
    const chat = await openState('editing in place');
    const seen: string[] = [];
    await message(chat).focus();
    for (const key of ['Alt+PageUp', 'Alt+PageUp', 'Alt+PageUp', 'Alt+PageDown', 'Alt+PageDown']) {
      await chat.page.keyboard.press(key);
      seen.push(await focused(chat.page));
    }
    deepEqual(seen, ['Rubber Duck', 'You', 'You', 'Rubber Duck', 'Message']);
  });

  it('shows its keys for a question mark, but not while one writes', async () => {
    const { page } = await openChatPage({ thread: answered('So.') });
    const dialog = page.getByRole('dialog', { name: 'The chat by keyboard' });
    await page.getByRole('textbox', { name: 'Message' }).pressSequentially('Why?');
    deepEqual(await dialog.isVisible(), false);
    await page.getByRole('log').focus();
    await page.keyboard.press('?');
    await dialog.getByText('Alt+Page Up, Alt+Page Down').waitFor();
    await page.keyboard.press('Escape');
    await eventually(async () => [await dialog.isVisible(), await focused(page)], [false, 'Conversation']);
  });

  it('is described in the documentation as it is', () => {
    deepEqual(readFileSync(new URL('../../docs/keyboard.md', import.meta.url), 'utf8'), keyboardDocument());
  });
});

describe('A screen reader', () => {
  it('is read each paragraph once it is whole, and then how the answer ended', async () => {
    const chat = await listening('');
    await chat.happens({ type: 'text', messageId: 'answer', text: 'First **of' });
    await chat.happens({ type: 'text', messageId: 'answer', text: ' all**.\n\nSec' });
    await eventually(() => read(chat.page), ['First of all.']);
    await chat.happens({ type: 'text', messageId: 'answer', text: 'ond.\n\n```ts\nconst a = 1;\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |\n' });
    await chat.happens({ type: 'settled', at: sampleTime, messageId: 'answer', outcome: { state: 'complete' } });
    await eventually(() => read(chat.page), ['First of all.', 'Second.', 'Code, ts, 1 line', 'a, b; 1, 2']);
    await chat.page.locator('[role=status]', { hasText: 'Answer complete' }).waitFor({ state: 'attached' });
    deepEqual(await chat.page.getByRole('log').getAttribute('aria-live'), 'off');
  });

  it('is told at once, and only once, that an answer has failed', async () => {
    const chat = await listening('So');
    await countAlerts(chat);
    await chat.happens({ type: 'settled', at: sampleTime, messageId: 'answer', outcome: { state: 'failed', failure: { kind: 'serverError', message: 'The server had a problem.', action: 'retry' } } });
    await chat.page.getByRole('alert').getByText('The server had a problem.').waitFor();
    await chat.happens({ type: 'prompted', at: sampleTime, message: { role: 'user', id: 'next', parentId: 'answer', at: sampleTime, text: 'Again', attachments: [] } });
    await eventually(() => alerts(chat), '1');
  });

  it('is not told again of what was refused when something else changes', async () => {
    const chat = await openState('refused');
    await countAlerts(chat);
    await chat.tell({ type: 'status', status: { ...sampleStatus, failure: { kind: 'offline', message: 'There is no network.', action: 'retry' } } });
    deepEqual([await alerts(chat), await chat.page.getByRole('alert').innerText().then((words) => words.includes('This does not fit.'))], ['0', true]);
  });
});
