import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { eventually } from '../support/eventually.ts';
import { sample } from '../support/installed.mjs';
import { useVscode } from '../support/useVscode.ts';

/** Open in the editor of the shared window. */
const file = 'src/brewing.ts';
const code = readFileSync(path.join(sample, file), 'utf8').trimEnd();
const place = `${file}:1-${String(code.split('\n').length)}`;
const sent = v.object({ input: v.array(v.object({ content: v.string() })) });

describe('Send Selection to Assistant', () => {
  const vscode = useVscode();

  const selectAll = async (): Promise<void> => {
    const { page } = vscode();
    await page.locator('.editor-instance .view-line').first().click();
    await page.keyboard.press('Control+a');
  };

  before(async () => {
    const { openChat, chat } = vscode();
    await openChat();
    await chat.getByRole('button', { name: 'New Thread' }).first().click();
  });

  it('puts the code into the composer as a chip that can be taken off', async () => {
    const { chat, command } = vscode();
    await selectAll();
    await command('Assistants: Send Selection to Assistant');
    await chat.getByRole('button', { name: `Remove ${place}` }).click();
    await chat.getByText(place).waitFor({ state: 'detached' });
  });

  it('sends it with the next message, as a fenced block with its language', async () => {
    const { chat, page, offline } = vscode();
    await selectAll();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+Alt+a');
    await chat.getByText(place).waitFor();
    const message = chat.getByRole('textbox', { name: 'Message' });
    await eventually(() => message.evaluate((area) => area === area.ownerDocument.activeElement), true);
    await page.keyboard.type('What does it do?');
    await page.keyboard.press('Enter');
    await chat.getByRole('article', { name: /^You/ }).getByText(place).waitFor();
    await chat.getByRole('button', { name: 'Copy answer' }).waitFor();
    const request = offline.requests.findLast(({ path: asked }) => asked === '/v1/responses');
    assert.equal(v.parse(sent, request?.body).input.at(-1)?.content, `What does it do?\n\n${place}\n\`\`\`typescript\n${code}\n\`\`\``);
    assert.equal(await chat.getByRole('button', { name: `Remove ${place}` }).count(), 0);
  });
});
