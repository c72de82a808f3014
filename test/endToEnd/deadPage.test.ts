import type { FrameLocator, Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { saidAndAnswered } from '../support/saidAndAnswered.ts';
import { useVscode } from '../support/useVscode.ts';

/** Takes a webview's page away from under it, as a crash of its process does. */
async function kill(page: Page, which: (address: string) => boolean): Promise<void> {
  await page.frames().find((frame) => frame.url().includes('/webview/') && frame.url().includes('extensionId=') && which(frame.url()))?.goto('about:blank');
}

/** The words of a page: what was said, what is being written, and how much goes along with it. */
const shown = async (chat: FrameLocator): Promise<readonly (number | string)[]> => [
  ...(await chat.getByRole('article').evaluateAll((all) => all.map((each) => each.querySelector('.prompt-words, .markdown')?.textContent.trim() ?? ''))),
  await chat.getByRole('textbox', { name: 'Message' }).inputValue(),
  await chat.getByRole('button', { name: /^Remove src/ }).count(),
];

describe('A page that has died', () => {
  const vscode = useVscode({ wordDelay: 10, openFiles: ['src/brewing.ts'] });
  const reload = async (): Promise<void> => {
    const { page } = vscode();
    await page.locator('.notifications-toasts').getByText('The chat does not respond.').waitFor({ timeout: 90_000 });
    await page.getByRole('button', { name: 'Reload Chat' }).click();
  };

  it('is noticed in the side bar, and made anew with its thread, what was written and what was attached (case 110)', async () => {
    const { openChat, command, chat, page } = vscode();
    await openChat();
    await saidAndAnswered(vscode(), 'one');
    await page.getByRole('tab', { name: 'brewing.ts' }).click();
    await command('Assistants: Attach Visible Code');
    await chat.getByRole('button', { name: /^Remove src/ }).waitFor();
    await chat.getByRole('textbox', { name: 'Message' }).fill('half a thought');
    const before = ['say one', 'one', 'half a thought', 1];
    await eventually(() => shown(chat), before);
    await kill(page, (address) => address.includes('purpose=webviewView'));
    await reload();
    await chat.getByRole('textbox', { name: 'Message' }).waitFor();
    await eventually(() => shown(chat), before);
    await saidAndAnswered(vscode(), 'two');
  }).timeout(240_000);

  it('is noticed in a tab, and made anew with its thread and what was written (case 110)', async () => {
    const { command, page } = vscode();
    await command('Assistants: Open Thread in Editor');
    const tab = page.frameLocator('iframe.webview.ready:not([src*="purpose="])').frameLocator('#active-frame');
    await tab.getByRole('textbox', { name: 'Message' }).fill('another thought');
    await eventually(async () => (await shown(tab)).slice(-2), ['another thought', 0]);
    // What is written is told to the host a moment later.
    await page.waitForTimeout(1000);
    await kill(page, (address) => !address.includes('purpose='));
    await reload();
    await tab.getByRole('textbox', { name: 'Message' }).waitFor();
    await eventually(async () => (await shown(tab)).slice(0, 2), ['say one', 'one']);
    await eventually(async () => (await shown(tab)).slice(-2), ['another thought', 0]);
  }).timeout(240_000);
});
