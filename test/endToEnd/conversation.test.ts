import assert from 'node:assert/strict';
import { newThread } from '../support/newThread.ts';
import { useVscode } from '../support/useVscode.ts';

describe('A conversation in VS Code', () => {
  const vscode = useVscode();

  const say = async (words: string): Promise<void> => {
    const message = vscode().chat.getByRole('textbox', { name: 'Message' });
    await message.fill(words);
    await message.press('Enter');
  };
  const answers = (): ReturnType<ReturnType<typeof vscode>['chat']['getByRole']> => vscode().chat.getByRole('article', { name: /^Assistant/ });
  const finished = (): Promise<void> => answers().last().getByRole('button', { name: 'Copy answer' }).waitFor();

  before(() => vscode().openChat());

  beforeEach(async () => {
    vscode().offline.reset();
    await newThread(vscode());
  });

  it('answers what is typed', async () => {
    await say('say Good morning to you.');
    await answers().getByText('Good morning to you.').waitFor();
    assert.equal(await vscode().chat.getByRole('article', { name: /^You/ }).count(), 1);
  });

  it('goes on with what was said before', async () => {
    await say('My dog is called Rex.');
    await finished();
    await say('what did I say');
    await answers().nth(1).getByText('My dog is called Rex.').waitFor();
  });

  it('names the assistant, the connection and, once it is known, the model', async () => {
    await say('say hello');
    await finished();
    for (const words of ['Assistant', 'Offline server', 'offline-large']) await vscode().chat.getByText(words).first().waitFor();
  });

  it('stops at once, at the server too, and keeps what has arrived', async () => {
    const { chat, offline } = vscode();
    await say('slow');
    await answers().getByText('word3').waitFor();
    await chat.getByRole('button', { name: 'Stop' }).click();
    await answers().getByText('Stopped').waitFor();
    await offline.settled();
    assert.equal(offline.requests.at(-1)?.outcome, 'closedByClient');
    assert.match(await answers().innerText(), /word1 word2 word3/);
  });

  it('goes on where an answer was cut off, in the same answer', async () => {
    const { chat, offline } = vscode();
    offline.plan({ fault: 'cut', after: 8, path: '/v1/responses' });
    await say('count to 30');
    await answers().getByText('Interrupted').waitFor();
    await chat.getByRole('button', { name: 'Continue' }).click();
    await answers().getByText('Interrupted').waitFor({ state: 'detached' });
    await finished();
    const numbers = [...(await answers().getByRole('paragraph').first().innerText()).matchAll(/\d+/g)].map(([number]) => Number(number));
    assert.deepEqual(numbers, Array.from({ length: 30 }, (_, index) => index + 1));
  });

  it('asks again and keeps the first answer as a version', async () => {
    const { chat, offline } = vscode();
    offline.plan({ fault: 'cut', after: 2, path: '/v1/responses' });
    await say('say one two three four');
    await chat.getByRole('button', { name: 'Retry' }).click();
    await answers().getByText('one two three four').waitFor();
    await chat.getByRole('button', { name: 'Previous version' }).click();
    await answers().getByText('Interrupted').waitFor();
    await chat.getByText('1/2').waitFor();
  });

  it('goes on while the view is hidden', async () => {
    const { page, openChat } = vscode();
    await say('slow');
    await answers().getByText('word3').waitFor();
    await page.getByRole('tab', { name: /^Search/ }).first().click();
    await new Promise((resolve) => { setTimeout(resolve, 1500); });
    await openChat();
    await answers().getByText('word9').waitFor();
  });
});
