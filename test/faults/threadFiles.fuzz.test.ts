import { deepEqual, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { threadFile, writeThreads } from '../../src/core/threadFile.ts';
import { importThreads } from '../../src/core/threadImport.ts';
import { threadMarkdown } from '../../src/core/threadMarkdown.ts';
import { Threads } from '../../src/core/threads.ts';
import { windowOf } from '../../src/core/threadWindow.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { branch } from '../../src/shared/messageTree.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import type { Thread } from '../../src/shared/thread.ts';
import { KeptBytes, KeptLog, MemoryOutputStore } from '../support/fakes.ts';
import { faultSize } from '../support/faultSizes.ts';
import { placedThread } from '../support/placedThread.ts';
import { seededChance } from '../support/seededChance.ts';
import { mutatedThreadFile } from './mutatedThreadFile.ts';
import { sampleThreadFiles } from './sampleThreadFiles.ts';

const rounds = faultSize('FAULT_THREAD_FILES', 1000);
const firstSeed = faultSize('FAULT_SEED', 1);

/** Everything about importing that a file can touch. */
class Machine {
  readonly store: SqliteThreadStore;
  readonly attachmentStore = new KeptBytes();
  readonly outputStore = new MemoryOutputStore();

  constructor(folder: string) {
    this.store = new SqliteThreadStore(folder);
  }

  /** The threads as a window that has just begun finds them. */
  get threads(): Threads {
    return new Threads(this.store, new KeptLog());
  }

  import(text: string): Promise<readonly string[]> {
    return importThreads(text, 'threads.json', { threads: this.threads, attachmentStore: this.attachmentStore, outputStore: this.outputStore, workspace: 'w' });
  }

  clear(): void {
    for (const { id } of this.store.heads()) this.store.purge(id);
    this.attachmentStore.kept.clear();
    this.outputStore.contents.clear();
  }
}

/** What is wrong with a thread that was imported; nothing, if it can be shown, exported, and imported once more as it is. */
async function wrongWith(thread: Thread, machine: Machine): Promise<readonly string[]> {
  const { text } = await writeThreads([thread], machine, 0);
  const [again = ''] = await machine.import(text);
  const shown = branch(thread.messages, thread.leafId);
  const follows = thread.messages.every(({ parentId }, index) => parentId === undefined || thread.messages.slice(0, index).some(({ id }) => id === parentId));
  const faults = {
    'A message follows none that is there.': !follows,
    'It shows nothing.': shown.length === 0 && thread.leafId !== undefined,
    'It is not at rest.': thread.messages.some((message) => message.role === 'assistant' && (message.state === 'running' || message.handle !== undefined || message.bookmark !== undefined)),
    'It says that more of it is elsewhere.': thread.earlier !== undefined,
    'It cannot be sent to the page.': !v.is(threadFile.entries.threads, [windowOf(thread)]),
    'It cannot be read as Markdown.': !threadMarkdown(thread, 'A').startsWith('---\n'),
    'It is another one when it is imported again.': JSON.stringify(placedThread(machine.threads.open(again))) !== JSON.stringify(placedThread(thread)),
  };
  return Object.entries(faults).flatMap(([fault, is]) => (is ? [fault] : []));
}

/** What goes wrong when this file is imported: nothing, if it is refused with one sentence and nothing is made, or if all its threads are sound. */
async function wrongIn(text: string, machine: Machine): Promise<{ readonly imported: boolean; readonly faults: readonly string[] }> {
  try {
    const ids = await machine.import(text);
    const faults = await Promise.all(ids.map(async (id) => wrongWith(machine.threads.open(id), machine)));
    return { imported: true, faults: faults.flat() };
  } catch (error) {
    if (!(error instanceof FailureError)) return { imported: false, faults: [error instanceof Error ? String(error.stack) : String(error)] };
    const { kind, message } = error.failure;
    const isSentence = kind === 'requestRefused' && /^threads\.json [^\p{Cc}]{5,190}\.$/u.test(message);
    return { imported: false, faults: [...(isSentence ? [] : [`It says ${message}`]), ...(machine.store.heads().length === 0 ? [] : ['It made some of the threads.'])] };
  }
}

describe('Files of threads that were changed by hand or damaged', () => {
  it(`are imported as threads that can be opened, stored and exported again, or refused with one sentence, ${String(rounds)} times (case 82)`, async function fuzz() {
    this.timeout(0);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'imported-'));
    const machine = new Machine(folder);
    try {
      const samples = await sampleThreadFiles();
      const wrong: unknown[] = [];
      const outcomes = { imported: 0, refused: 0 };
      for (let seed = firstSeed; seed < firstSeed + rounds && wrong.length < 5; seed += 1) {
        const chance = seededChance(seed);
        const bytes = new TextEncoder().encode(mutatedThreadFile(samples[seed % samples.length] ?? '', chance));
        const { imported, faults } = await wrongIn(new TextDecoder().decode(bytes), machine);
        outcomes[imported ? 'imported' : 'refused'] += 1;
        if (faults.length > 0) wrong.push({ seed, faults });
        machine.clear();
      }
      deepEqual({ wrong, polluted: ['polluted', 'x', 'parts'].filter((name) => name in {}) }, { wrong: [], polluted: [] });
      ok(Math.min(outcomes.imported, outcomes.refused) > rounds / 20, JSON.stringify(outcomes));
      ok(process.memoryUsage().rss < 700_000_000, `${String(process.memoryUsage().rss)} bytes are in use.`);
    } finally {
      machine.store.dispose();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
