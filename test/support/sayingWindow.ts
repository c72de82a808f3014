// A window that says fifty things in one thread, beside others that do the same, and then the order in which it sees all of them.
import { setTimeout as sleep } from 'node:timers/promises';
import { Threads } from '../../src/core/threads.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { KeptLog } from './fakes.ts';

const [folder = '', threadId = '', name = '', all = ''] = process.argv.slice(2);
const threads = new Threads(new SqliteThreadStore(folder), new KeptLog());
for (let number = 0; number < 50; number += 1) {
  threads.apply(threadId, [{ type: 'prompted', at: Date.now(), message: { role: 'user', id: `${name}${String(number)}`, at: Date.now(), text: 'x', attachments: [] } }], { durable: true });
  await sleep(number % 3);
}
while (threads.open(threadId).messages.length < Number(all)) await sleep(20);
console.log(threads.open(threadId).messages.map(({ id }) => id).join(' '));
process.exit();
