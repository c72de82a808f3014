import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import * as v from 'valibot';
import { modelsOfEveryAge } from '../server/models.ts';
import { eventually } from '../support/eventually.ts';
import { useVscode } from '../support/useVscode.ts';

const embedding = v.object({ model: v.string(), dimensions: v.number(), text: v.string(), embedding: v.array(v.number()) });

describe('Commands on a text', () => {
  const vscode = useVscode({ workspaceFiles: { 'poem.txt': 'Roses are red\n' }, openFiles: ['poem.txt'] });
  const notice = (words: RegExp): Locator => vscode().page.locator('.notification-toast').getByText(words);

  before(async () => {
    const { page, offline } = vscode();
    offline.set({ models: [...modelsOfEveryAge(), 'gpt-3.5-turbo-instruct'] });
    await page.locator('.view-line', { hasText: 'Roses' }).click();
    await page.keyboard.press('Control+A');
  });

  it('count its tokens as the server does', async () => {
    await vscode().command('Assistants: Count Tokens');
    await notice(/^The selection is \d+ tokens \(counted by Offline server for offline-large\)\.$/).waitFor();
  });

  it('estimate them where no server counts', async () => {
    const { offline, command } = vscode();
    offline.set({ responses: false });
    await command('Assistants: Count Tokens');
    await notice(/^The selection is 5 tokens \(estimated on this machine\)\.$/).waitFor();
    offline.set({ responses: true });
  });

  it('make an embedding of it, say its dimensions and save it', async () => {
    const { command, page, workspace } = vscode();
    await command('Assistants: Create Embedding…');
    await page.locator('.quick-input-widget').getByRole('button', { name: /OK|Save/ }).click();
    await notice(/^Saved the embedding: [\d,]+ dimensions, by offline-embedding/).waitFor();
    const saved = v.parse(embedding, JSON.parse(await readFile(path.join(workspace, 'embedding.json'), 'utf8')));
    assert.deepEqual([saved.dimensions, saved.text.trim()], [saved.embedding.length, 'Roses are red']);
    assert.ok(saved.dimensions > 1);
  });

  it('complete it', async () => {
    const { command, page } = vscode();
    await command('Assistants: Complete Selection');
    await eventually(async () => (await page.locator('.editor-instance .view-lines').first().innerText()).length > 'Roses are red'.length + 3, true);
  });
});
