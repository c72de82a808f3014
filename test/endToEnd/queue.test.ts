import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.ts';
import { newThread } from '../support/newThread.ts';
import { useVscode } from '../support/useVscode.ts';

describe('What is said while an answer arrives', () => {
  const vscode = useVscode();

  const say = async (words: string): Promise<void> => {
    const message = vscode().chat.getByRole('textbox', { name: 'Message' });
    await message.fill(words);
    await message.press('Enter');
    await eventually(() => message.inputValue(), '');
  };

  before(async () => {
    await vscode().openChat();
    await newThread(vscode());
  });

  it('is still queued when the window is loaded anew, and is sent in order when the user says so', async () => {
    const { chat, reload, openChat } = vscode();
    const queue = chat.getByRole('region', { name: 'Queued messages' });
    await say('slow');
    await chat.getByRole('article', { name: /^Assistant/ }).getByText('word3').waitFor();
    await say('say this comes second');
    await say('say this comes third');
    await queue.getByText('2 messages are sent when the answer has come.').waitFor();
    await reload();
    await openChat();
    await queue.getByText('The window was loaded anew, so what is queued waits.').waitFor();
    await queue.getByRole('button', { name: 'Send All in Order' }).click();
    await chat.getByRole('article', { name: /^Assistant/ }).getByText('this comes third').waitFor();
    assert.deepEqual(await chat.getByRole('article', { name: /^You/ }).locator('.prompt-words').allInnerTexts(), ['slow', 'say this comes second', 'say this comes third']);
    await queue.waitFor({ state: 'hidden' });
  });
});
