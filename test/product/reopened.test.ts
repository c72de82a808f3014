import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startOfflineServer } from '../server/offlineServer.ts';
import { eventually } from '../support/eventually.ts';
import { saidAndAnswered } from '../support/saidAndAnswered.ts';
import { offlineSettings } from '../support/userSettings.ts';
import { openVscode } from '../support/vscodeWindow.ts';

describe('VS Code, closed and opened again', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'again-'));
  after(() => {
    rmSync(home, { recursive: true, force: true });
  });

  it('shows the last thread and the draft, with the answer that was arriving marked as broken off', async () => {
    const offline = await startOfflineServer();
    const settings = offlineSettings(offline.url);
    const before = await openVscode({ home, settings });
    await before.openChat();
    await saidAndAnswered(before, 'remember me');
    await before.chat.getByRole('textbox', { name: 'Message' }).fill('slow');
    await before.chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    await before.chat.getByText(/word3/).waitFor();
    await before.chat.getByRole('textbox', { name: 'Message' }).fill('not sent yet');
    await before.chat.getByText(/word9/).waitFor();
    await before.close();

    const again = await openVscode({ home, settings });
    try {
      await again.openChat();
      await again.chat.getByRole('article', { name: /^Assistant/ }).getByText('remember me').waitFor();
      await again.chat.getByText(/VS Code was closed while this answer was arriving\./).waitFor();
      await again.chat.getByText(/word1 word2 word3/).waitFor();
      await again.chat.getByRole('button', { name: 'Continue' }).waitFor();
      await eventually(() => again.chat.getByRole('textbox', { name: 'Message' }).inputValue(), 'not sent yet');
    } finally {
      await again.close();
      await offline.close();
    }
  });
});
