import assert from 'node:assert/strict';
import { useVscode } from '../support/useVscode.ts';

describe('Settings of the wrong shape', () => {
  const vscode = useVscode({ settings: { 'assistants.connections': [{ id: 'offline', name: 'Offline', baseUrl: 'http://example.com/v1', api: 'responses', auth: 'none' }] } });

  it('are named in one sentence, are a click away, and what was typed stays (cases 42, 43, 133)', async () => {
    const { chat, page, openChat, offline } = vscode();
    await openChat();
    const sentence = 'Connection “offline” in your settings: “baseUrl” must begin with https:// (http is for this machine only), as in https://example.com/v1.';
    await chat.getByText(sentence).first().waitFor();
    await chat.getByRole('textbox', { name: 'Message' }).fill('say hello');
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    await chat.getByText(sentence).first().waitFor();
    assert.deepEqual([await chat.getByRole('textbox', { name: 'Message' }).inputValue(), offline.requests.length], ['say hello', 0]);
    await chat.getByRole('button', { name: 'Open Settings' }).first().click();
    await page.getByText('settings.json').first().waitFor();
  });
});
