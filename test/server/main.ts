import { parseArgs } from 'node:util';
import { startOfflineServer } from './offlineServer.ts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, 'word-delay': { type: 'string', default: '25' } },
});

const server = await startOfflineServer({ port: Number(values.port), wordDelay: Number(values['word-delay']), contract: false });
console.log(`Offline API server on ${server.url}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
