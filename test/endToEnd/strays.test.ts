import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.ts';
import { takeStrays } from '../support/strays.ts';
import { useVscode } from '../support/useVscode.ts';

describe('A window from which something leaves this machine', () => {
  const elsewhere = { id: 'elsewhere', name: 'Elsewhere', baseUrl: 'https://elsewhere.example/v1', api: 'responses', auth: 'none' };
  const vscode = useVscode({ settings: { 'assistants.connections': [elsewhere], 'assistants.connection': elsewhere.id } });

  // It may try again until it is closed.
  after(() => void takeStrays());

  it('is caught, whether its extension or its page does it', async () => {
    const { chat, openChat, page } = vscode();
    const caught = new Set<string>();
    const heard = (): readonly string[] => [...takeStrays().reduce((all, each) => all.add(each), caught)].toSorted();
    await openChat();
    await chat.getByRole('textbox', { name: 'Message' }).fill('say hello');
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    await page.locator('body').evaluate((body) => { body.append(Object.assign(document.createElement('img'), { src: 'https://elsewhere.example/picture.png' })); });
    await eventually(heard, ['CONNECT elsewhere.example:443', 'GET https://elsewhere.example/picture.png']);
    await chat.getByText(/elsewhere\.example/).first().waitFor();
    assert.deepEqual(heard(), ['CONNECT elsewhere.example:443', 'GET https://elsewhere.example/picture.png']);
  });
});
