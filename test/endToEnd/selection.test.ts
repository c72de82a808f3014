import assert from 'node:assert/strict';
import * as v from 'valibot';
import { eventually } from '../support/eventually.ts';
import { useVscode } from '../support/useVscode.ts';

const code = 'export function add(a: number, b: number): number {\n  return a + b;\n}\n';
const sent = v.object({ input: v.array(v.object({ content: v.string() })) });

describe('Send Selection to Assistant', () => {
  const vscode = useVscode({ workspaceFiles: { 'src/add.ts': code } });

  const selectAll = async (): Promise<void> => {
    const { page } = vscode();
    await page.keyboard.press('Control+p');
    await page.locator('.quick-input-widget input').fill('add.ts');
    await page.getByRole('option', { name: /add\.ts/ }).first().click();
    await page.locator('.editor-instance .view-lines').getByText('return a + b').click();
    await page.keyboard.press('Control+a');
  };

  it('puts the code into the composer as a chip that can be taken off', async () => {
    const { chat, command } = vscode();
    await selectAll();
    await command('Assistants: Send Selection to Assistant');
    await chat.getByRole('button', { name: 'Remove src/add.ts:1-3' }).click();
    await chat.getByText('src/add.ts:1-3').waitFor({ state: 'detached' });
  });

  it('sends it with the next message, as a fenced block with its language', async () => {
    const { chat, page, offline } = vscode();
    await selectAll();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+Alt+a');
    await chat.getByText('src/add.ts:1-3').waitFor();
    const message = chat.getByRole('textbox', { name: 'Message' });
    await eventually(() => message.evaluate((area) => area === area.ownerDocument.activeElement), true);
    await page.keyboard.type('What does it do?');
    await page.keyboard.press('Enter');
    await chat.getByRole('article', { name: /^You/ }).getByText('src/add.ts:1-3').waitFor();
    await chat.getByRole('button', { name: 'Copy answer' }).waitFor();
    const request = offline.requests.findLast(({ path }) => path === '/v1/responses');
    assert.equal(v.parse(sent, request?.body).input.at(-1)?.content, `What does it do?\n\nsrc/add.ts:1-3\n\`\`\`typescript\n${code.trimEnd()}\n\`\`\``);
    assert.equal(await chat.getByRole('button', { name: 'Remove src/add.ts:1-3' }).count(), 0);
  });
});
