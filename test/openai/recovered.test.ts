import assert from 'node:assert/strict';
import { startOfflineServer } from '../server/offlineServer.ts';
import { EngineStage } from './engineStage.ts';

describe('A server that was away', () => {
  it('answers the next time it is asked, and has been sent each prompt once (case 49)', async () => {
    const first = await startOfflineServer();
    const stage = new EngineStage(first, {});
    await first.close();
    const away = await stage.outcome('say hello');
    const second = await startOfflineServer({ port: Number(new URL(first.url).port) });
    const back = await stage.outcome('say hello');
    const prompts = second.requests.filter(({ method, path }) => method === 'POST' && path === '/v1/responses').length;
    await second.close();
    assert.deepEqual([typeof away.end === 'object' && away.end.kind, back, prompts], ['offline', { text: 'hello', end: 'done' }, 1]);
  });
});
