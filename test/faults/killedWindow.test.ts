import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { foldThread } from '../../src/shared/threadEvents.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { roundsOf, seededChance } from '../support/seededChance.ts';

const program = path.join(import.meta.dirname, '..', 'support', 'streamingWindow.ts');

/** Words that a window writes in two milliseconds or so after it has said that they are on show: lines may be under way when it is killed. */
const lag = 100;

/** What a window said before it was killed. */
interface Killed {
  readonly lines: readonly (readonly string[])[];
  readonly at: number;
}

/** Runs a window, and kills it so many milliseconds after its first answer began. */
async function killed(folder: string, after: number): Promise<Killed> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  let at = 0;
  const ended = new Promise<void>((resolve) => { child.once('close', () => { resolve(); }); });
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    if (said === '') setTimeout(() => { at = Date.now(); child.kill('SIGKILL'); }, after);
    said += piece;
  });
  await ended;
  return { lines: said.split('\n').slice(0, -1).map((line) => line.split(' ')), at };
}

/** What is missing of what a killed window had said. */
function lost(folder: string, { lines, at }: Killed): readonly string[] {
  const told: string[] = [];
  const store = new SqliteThreadStore(folder);
  store.onTell((message) => { told.push(message); });
  try {
    const threads = new Map(store.heads().map(({ id }) => [id, foldThread(store.read(id))]));
    const prompts = lines.filter(([what]) => what === 'sent').filter(([, id = '', text]) => threads.get(id)?.messages.every((message) => message.text !== text) !== false);
    const shown = lines.findLast(([what, , time]) => what === 'shown' && Number(time) < at - 1000 - lag);
    const since = lines.slice(shown === undefined ? lines.length : lines.indexOf(shown)).some(([what]) => what === 'sent');
    const kept = threads.get(shown?.[1] ?? '')?.messages.findLast((message) => message.role === 'assistant')?.text ?? '';
    const late = shown !== undefined && !since && kept.length < Number(shown[3]) ? [`${String(Number(shown[3]) - kept.length)} characters older than a second`] : [];
    const garbled = kept !== '' && !Array.from({ length: 400 }, (_, word) => `word ${String(word)} `).join('').startsWith(kept) ? ['The text is not what was shown'] : [];
    return [...told, ...prompts.map((line) => line.join(' ')), ...late, ...garbled];
  } finally {
    store.dispose();
  }
}

describe('A window that is killed while answers arrive', () => {
  const rounds = roundsOf('FAULT_KILLS', 200);

  it(`loses no prompt, and of an answer a second at most, ${String(rounds)} times (case 66)`, async () => {
    const chance = seededChance(66);
    const moments = Array.from({ length: rounds }, () => Math.floor(chance() * 4000));
    const lanes = Array.from({ length: 4 }, (_, lane) => moments.filter((_moment, index) => index % 4 === lane));
    const missing = await Promise.all(lanes.map(async (own) => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'killed-'));
      const all: string[] = [];
      try {
        for (const after of own) all.push(...lost(folder, await killed(folder, after)));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
      return all;
    }));
    assert.deepEqual(missing.flat(), []);
  });
});
