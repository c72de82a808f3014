import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';
import { faultSize } from '../support/faultSizes.ts';
import { seededChance } from '../support/seededChance.ts';

const head = { title: 'T', assistantId: 'a', workspace: 'w', createdAt: 1, updatedAt: 2 };
const prompted = (words: string): ThreadEvent => ({ type: 'prompted', at: 2, message: { role: 'user', id: 'p', at: 2, text: words, attachments: [] } });

/** The bytes with one of these done to them: bits turned, cut, filled with NUL, two pages exchanged. */
function mutated(whole: Buffer, chance: () => number): Buffer {
  const bytes = Buffer.from(whole);
  const place = (): number => Math.floor(chance() * bytes.length);
  const kind = Math.floor(chance() * 4);
  if (kind === 0) for (let turns = 1 + Math.floor(chance() * 20); turns > 0; turns -= 1) bytes[place()] = Math.floor(chance() * 256);
  else if (kind === 1) return bytes.subarray(0, place());
  else if (kind === 2) bytes.subarray(place()).subarray(0, 4096).fill(0);
  else {
    const [one, other] = [Math.floor(place() / 4096) * 4096, Math.floor(place() / 4096) * 4096];
    whole.copy(bytes, one, other, other + 4096);
    whole.copy(bytes, other, one, one + 4096);
  }
  return bytes;
}

describe('Mutated databases of threads', () => {
  const rounds = faultSize('FAULT_DATABASES', 60);

  it(`open, or are said not to, ${String(rounds)} times, in bounded memory (case 68)`, function fuzz() {
    this.timeout(0);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'mutated-'));
    const chance = seededChance(68);
    const wrong: string[] = [];
    try {
      const first = new SqliteThreadStore(path.join(folder, 'first'));
      for (const id of ['t1', 't2', 't3']) first.append([{ type: 'created', at: 1, threadId: id, assistantId: 'a', workspace: 'w' }, prompted('some words '.repeat(400))], { ...head, id }, { durable: false });
      first.dispose();
      const whole = readFileSync(path.join(folder, 'first', 'threads.db'));
      for (let round = 0; round < rounds; round += 1) {
        const own = mkdtempSync(path.join(folder, 'one-'));
        writeFileSync(path.join(own, 'threads.db'), mutated(whole, chance));
        const store = new SqliteThreadStore(own);
        try {
          for (const { id } of store.heads()) store.read(id);
          store.append([prompted('new')], { ...head, id: 'new' }, { durable: false, after: 0 });
        } catch (error) {
          if (!(error instanceof FailureError)) wrong.push(`Round ${String(round)}: ${String(error)}`);
        } finally {
          store.dispose();
          rmSync(own, { recursive: true, force: true });
        }
      }
      assert.deepEqual([wrong, process.memoryUsage().rss < 600_000_000], [[], true]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
