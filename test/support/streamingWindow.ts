// A window that goes on asking and being answered until it is killed. Says each prompt that is on the disk, and each text that is on show with its time.
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineEvent } from '../../src/core/engine.ts';
import { ThreadStage } from './threadStage.ts';

const [folder = ''] = process.argv.slice(2);
const stage = new ThreadStage({ store: new SqliteThreadStore(folder) });

stage.engine.answer = async function* answer(): AsyncGenerator<EngineEvent> {
  for (let word = 0; word < 400; word += 1) {
    yield { type: 'text', text: `word ${String(word)} ` };
    await sleep(7);
  }
  yield { type: 'done' };
};

let length = 0;
stage.threads.onEvent(({ threadId, event }) => {
  if (event.type !== 'text') return;
  length += event.text.length;
  console.log(`shown ${threadId} ${String(Date.now())} ${String(length)}`);
});

let threadId: string | undefined;
for (;;) {
  length = 0;
  const text = crypto.randomUUID();
  threadId = await stage.chat.send({ ...(threadId === undefined ? {} : { threadId }), text, attachments: [], workspace: 'w' });
  console.log(`sent ${threadId} ${text}`);
  await stage.settled(threadId);
}
