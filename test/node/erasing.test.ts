import { deepEqual } from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SqliteDeskStore } from '../../src/node/deskStore.ts';
import { SqliteSentStore } from '../../src/node/sentStore.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { saidIn } from '../../src/core/said.ts';
import { foldThread, type ThreadEvent } from '../../src/shared/threadEvents.ts';
import { samplePrompt } from '../support/chatSamples.ts';

/** Says this in a thread of its own. */
function say(store: SqliteThreadStore, threadId: string, words: string): void {
  const events: readonly ThreadEvent[] = [{ type: 'created', at: 1, threadId, assistantId: 'a', workspace: '' }, { type: 'prompted', at: 2, message: samplePrompt(`of ${threadId}`, words) }];
  const { messages: _messages, leafId: _leafId, ...head } = foldThread(events);
  store.append(events, head, { durable: true, said: saidIn(events, foldThread(events)) });
}

describe('A thread that is deleted for good', () => {
  it('leaves nothing of its words in any file, nor of what was sent and written in it; others stay', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'erasing-'));
    const [threads, elsewhere, sent, desks] = [new SqliteThreadStore(folder), new SqliteThreadStore(folder), new SqliteSentStore(folder), new SqliteDeskStore(folder)];
    for (let number = 0; number < 50; number += 1) say(threads, `t${String(number)}`, `cinnamon ${'and tea '.repeat(200)}`);
    for (let number = 0; number < 5; number += 1) say(elsewhere, `u${String(number)}`, `cardamom ${'and tea '.repeat(number * 500)}`);
    await threads.backUp(1);
    for (let number = 0; number < 5; number += 1) {
      sent.keep(`u${String(number)}`, `a${String(number)}`, { method: 'POST', address: 'https://api.example/v1', headers: [], body: `{"input":"cardamom","more":"${'tea '.repeat(number * 500)}"}` });
      for (const text of ['cardamom', 'cardamom, and', '']) desks.writePaper('w', `u${String(number)}`, 'draft', { text, at: number });
    }
    for (let number = 0; number < 5; number += 1) {
      threads.purge(`u${String(number)}`);
      sent.purgeSent(`u${String(number)}`);
      desks.forgetPapers(`u${String(number)}`);
    }
    const files = readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name))] as const);
    const holding = (word: string): readonly string[] => files.flatMap(([name, bytes]) => (bytes.includes(word) ? [name] : []));
    const found = [holding('cardamom'), holding('cinnamon'), elsewhere.search('cinnamon', 200).length, elsewhere.search('cardamom', 100).length];
    for (const store of [threads, elsewhere, sent, desks]) store.dispose();
    rmSync(folder, { recursive: true, force: true });
    deepEqual(found, [[], ['threads.db', 'threads.db.backup-1'], 100, 0]);
  });
});
