import assert from 'node:assert/strict';
import type { Fault } from '../server/faults.ts';
import { eventually } from '../support/eventually.ts';
import { newThread } from '../support/newThread.ts';
import { useVscode } from '../support/useVscode.ts';

/** What happens at the server, the beginning of the sentence that the user reads, and the button beneath it. */
const cases: readonly (readonly [string, Fault, RegExp, string])[] = [
  ['the account has no credit', { fault: 'status', status: 429, code: 'insufficient_quota' }, /The account at \S+ has no credit left\./, 'Choose Connection…'],
  ['the model is gone', { fault: 'status', status: 404, code: 'model_not_found' }, /has no model “offline-large” for you\./, 'Choose Model…'],
  ['the thread is too long', { fault: 'status', status: 400, code: 'context_length_exceeded' }, /This thread is too long for offline-large/, 'New Thread'],
  ['the server has a problem', { fault: 'status', status: 502 }, /had a problem of its own \(502\)\./, 'Retry'],
  ['a login page answers', { fault: 'html' }, /answered with something that is not the API/, 'Open Settings'],
  ['the server sends the request elsewhere', { fault: 'redirect', location: 'https://elsewhere.example/v1' }, /tried to send this request on to elsewhere\.example/, 'Open Settings'],
  ['a key is wanted and none is sent', { fault: 'status', status: 401 }, /asks for a key/, 'Open Settings'],
  ['the request is refused', { fault: 'status', status: 403 }, /refused the request \(403\)/, 'Open Log'],
];

describe('When it fails', () => {
  const vscode = useVscode();
  const message = (): ReturnType<ReturnType<typeof vscode>['chat']['getByRole']> => vscode().chat.getByRole('textbox', { name: 'Message' });

  before(() => vscode().openChat());

  beforeEach(async () => {
    vscode().offline.reset();
    await newThread(vscode());
  });

  for (const [when, fault, sentence, button] of cases) {
    it(`because ${when}: one sentence, one action, and nothing is lost`, async () => {
      const { chat, offline } = vscode();
      offline.plan({ ...fault, path: '/v1/responses' });
      await message().fill('say precious words');
      await message().press('Enter');
      const answer = chat.getByRole('article', { name: /^Assistant/ });
      await answer.getByText(sentence).waitFor();
      assert.equal(await answer.getByRole('button', { name: button }).count(), 1);
      await chat.getByRole('article', { name: /^You/ }).getByText('say precious words').waitFor();
    });
  }

  it('because of the server for a moment, Retry answers the same prompt (case 33)', async () => {
    const { chat, offline } = vscode();
    offline.plan({ fault: 'status', status: 503, path: '/v1/responses' });
    await message().fill('say at last');
    await message().press('Enter');
    await chat.getByRole('button', { name: 'Retry' }).click();
    await chat.getByRole('article', { name: /^Assistant/ }).getByText('at last').waitFor();
    assert.equal(await chat.getByRole('article', { name: /^You/ }).count(), 1);
  });

  it('because the server hangs, Stop ends the waiting (case 50)', async () => {
    const { chat, offline } = vscode();
    offline.plan({ fault: 'hang', path: '/v1/responses' });
    await message().fill('say anything');
    await message().press('Enter');
    await chat.getByRole('button', { name: 'Stop' }).click();
    await chat.getByRole('article', { name: /^Assistant/ }).getByText('Stopped').waitFor();
    await offline.settled();
  });

  it('because there were too many requests, it says how long to wait, and Retry is not sent before (case 28)', async () => {
    const { chat, offline } = vscode();
    offline.plan({ fault: 'status', status: 429, headers: { 'retry-after': '6' }, path: '/v1/responses' });
    await message().fill('say at last');
    await message().press('Enter');
    const answer = chat.getByRole('article', { name: /^Assistant/ });
    await answer.getByText(/has had too many requests for now\. Try again in \d s\./).waitFor();
    await answer.getByRole('button', { name: 'Retry' }).click();
    await answer.getByText('at last').waitFor();
    assert.equal(offline.requests.filter(({ method, path }) => method === 'POST' && path === '/v1/responses').length, 2);
  });

  it('Open Log shows the details, without a key (case 37)', async () => {
    const { chat, offline, page } = vscode();
    offline.plan({ fault: 'status', status: 403, message: 'Refused for sk-abcdefgh12345678 only', path: '/v1/responses' });
    await message().fill('say hello');
    await message().press('Enter');
    const button = chat.getByRole('button', { name: 'Open Log' });
    await button.click();
    const log = async (): Promise<string> => (await page.locator('.panel .view-lines').innerText()).replaceAll(/\s+/g, ' ');
    await eventually(async () => /The turn of answer \S+ failed\. FailureError: \S+ refused the request \(403\): Refused for \[removed\] only/.test(await log()), true);
    assert.ok(!(await page.locator('body').innerText()).includes('sk-abcdefgh12345678'));
    assert.ok(!(await chat.locator('body').innerText()).includes('sk-abcdefgh12345678'));
  });
});
