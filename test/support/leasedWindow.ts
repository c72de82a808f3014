// A window that gives an answer of eighty words, word by word, or that takes it up from another one: `leasedWindow.ts <folder> [<thread>]`. Says what is on show, and at last, when its own turn is over, the thread as it sees it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineEvent } from '../../src/core/engine.ts';
import { Leases } from '../../src/core/leases.ts';
import { SqliteLeaseStore } from '../../src/node/leaseStore.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { ThreadStage } from './threadStage.ts';

const [folder = '', taken] = process.argv.slice(2);
const leases = new SqliteLeaseStore(folder);
const stage = new ThreadStage({ store: new SqliteThreadStore(folder), leases: (log) => new Leases(leases, log, { lasts: 1000, renewed: 300 }) });
const over = Promise.withResolvers<null>();

stage.engine.answer = async function* answer(): AsyncGenerator<EngineEvent> {
  try {
    yield { type: 'begun', handle: { place: 'here', kind: 'response', id: 'resp_1' } };
    for (let word = 0; word < 80; word += 1) {
      yield { type: 'text', text: `word ${String(word)} ` };
      await sleep(20);
    }
    yield { type: 'done' };
  } finally {
    over.resolve(null);
  }
};

let shown = 0;
stage.threads.onEvent(({ threadId, event }) => {
  if (event.type !== 'text') return;
  shown += 1;
  console.log(`shown ${String(shown)} ${threadId}`);
});

const threadId = taken ?? (await stage.chat.send({ text: 'one', attachments: [], workspace: 'w' }));
if (taken !== undefined) while (stage.engine.heard.length === 0) {
  stage.chat.open(threadId);
  await sleep(50);
}
await over.promise;
await stage.settled(threadId);
await sleep(100);
console.log(`seen ${JSON.stringify(stage.words(threadId))}`);
process.exit();
