import { deepEqual } from 'node:assert/strict';
import { readConnections } from '../../src/core/connections.ts';
import { forgetAtServers, forgetThreads } from '../../src/core/forgetting.ts';
import { LettingGo } from '../../src/core/lettingGo.ts';
import type { Bookmark } from '../../src/shared/bookmark.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { backEndOf, KeptLog, MemoryRecord, ScriptedEngine } from '../support/fakes.ts';

const { connections } = readConnections({
  active: 'active',
  connections: [
    { id: 'active', name: 'Here', baseUrl: 'http://127.0.0.1:1234/v1', api: 'responses', auth: 'none' },
    { id: 'old', name: 'Old key', baseUrl: 'https://api.example/v1', api: 'responses', auth: 'key' },
    { id: 'new', name: 'New key', baseUrl: 'https://api.example/v1', api: 'responses', auth: 'key' },
    { id: 'other', name: 'Other wire', baseUrl: 'https://api.example/v1', api: 'assistants', auth: 'key' },
  ],
});

const conversation = (id: string, address: string): Bookmark => ({ place: `responses ${address}`, kind: 'conversation', id });

/** Connections of which these refuse to let go of anything, and what each was asked. */
function servers(...refusing: readonly string[]): { readonly asked: string[]; readonly backEnds: Parameters<typeof forgetAtServers>[1] } {
  const asked: string[] = [];
  const engine = new ScriptedEngine();
  return {
    asked,
    backEnds: {
      connections,
      of: async ({ id: connectionId }) => backEndOf({
        answer: (turn) => engine.answer(turn),
        forget: async ({ id }) => {
          asked.push(`${connectionId} ${id}`);
          if (id === 'gone') throw new FailureError({ kind: 'notFound', message: 'There is no such conversation.', action: 'retry' });
          if (refusing.includes(connectionId)) throw new FailureError({ kind: 'keyRefused', message: 'This key is not known.', action: 'setKey' });
        },
      }),
    },
  };
}

describe('What servers keep of a thread that is gone', () => {
  it('is let go of by all connections that lead there, active or not, once each', async () => {
    const { asked, backEnds } = servers('old');
    const kept = await forgetAtServers([conversation('one', 'https://api.example/v1'), conversation('one', 'https://api.example/v1'), conversation('gone', 'http://127.0.0.1:1234/v1')], backEnds);
    deepEqual([kept, asked], [[], ['old one', 'new one', 'active gone']]);
  });

  it('is told of with the reason where no server lets go of it, or no connection leads there', async () => {
    const { backEnds } = servers('old', 'new');
    const bookmarks = [conversation('one', 'https://api.example/v1'), conversation('two', 'https://gone.example/v1')];
    deepEqual(await forgetAtServers(bookmarks, backEnds), [
      { bookmark: bookmarks[0], host: 'api.example', reason: 'This key is not known.' }, { bookmark: bookmarks[1], host: 'gone.example', reason: 'No connection leads there any more.' },
    ]);
  });

  it('is remembered before servers are asked, until they have let go of it', async () => {
    const { backEnds } = servers('old', 'new');
    const lettingGo = new LettingGo(new MemoryRecord());
    const log = new KeptLog();
    const [refused, taken] = [conversation('one', 'https://api.example/v1'), conversation('two', 'http://127.0.0.1:1234/v1')];
    const ended = forgetThreads({ backEnds, lettingGo, log }, [refused, refused, taken]);
    deepEqual(lettingGo.stillThere.map(({ bookmark }) => bookmark), [refused, taken]);
    deepEqual([(await ended).map(({ reason }) => reason), lettingGo.stillThere.map(({ bookmark }) => bookmark), log.lines], [['This key is not known.'], [refused], ['api.example still keeps conversation one: This key is not known.']]);
    const { backEnds: repaired } = servers();
    deepEqual([await forgetThreads({ backEnds: repaired, lettingGo, log }, [refused]), lettingGo.stillThere], [[], []]);
  });

  it('is not asked for again once it was deleted while its thread was there', async () => {
    const { asked, backEnds } = servers();
    const lettingGo = new LettingGo(new MemoryRecord());
    const mark = conversation('one', 'http://127.0.0.1:1234/v1');
    lettingGo.letGo(mark);
    await forgetThreads({ backEnds, lettingGo, log: new KeptLog() }, [mark]);
    deepEqual([asked, lettingGo.isGone(mark)], [[], false]);
  });
});
