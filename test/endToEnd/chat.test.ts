import assert from 'node:assert/strict';
import { useVscode } from '../support/useVscode.ts';

describe('The chat panel in VS Code', () => {
  const vscode = useVscode({ wordDelay: 5 });

  it('opens from the activity bar, and answers what is typed', async () => {
    const { chat, openChat } = vscode();
    await openChat();

    await chat.getByRole('textbox', { name: 'Message' }).fill('say Good morning to you.');
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');

    const answer = chat.getByRole('log', { name: 'Conversation' }).getByRole('article', { name: /^Assistant/ });
    await answer.getByText('Good morning to you.').waitFor();
    await chat.getByRole('button', { name: 'Send' }).waitFor();
    assert.equal(await chat.getByRole('article', { name: /^You/ }).count(), 1);
  });
});
