import { deepEqual } from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { emptyDefinition } from '../../src/core/assistant.ts';
import type { EndedSync } from '../../src/core/assistantKnowledge.ts';
import { KnowledgeReading } from '../../src/core/knowledgeReading.ts';
import { Emitter } from '../../src/shared/lifetime.ts';
import { FailureError } from '../../src/shared/rpc.ts';

const tutor = { ...emptyDefinition, id: 'personal/tutor', name: 'Tutor' };
const connection = { id: 'c', name: 'Here', baseUrl: 'https://here.test/v1', api: 'responses', auth: 'none', headers: {} } as const;

describe('Files that a server is still reading after a sync', () => {
  it('are asked about each minute until they are read, offline or not', async () => {
    const ended = new Emitter<EndedSync>();
    const waits: number[] = [];
    let asked = 0;
    const reading = new KnowledgeReading({
      knowledge: {
        onEnded: ended.on,
        states: () => [{ path: 'a.md', state: { state: asked < 3 ? 'inProgress' : 'ready' } }],
        refresh: async () => {
          asked += 1;
          if (asked === 2) throw new FailureError({ kind: 'offline', message: 'No network.', action: 'retry' });
        },
      },
      assistants: { list: async () => [{ assistant: tutor, place: 'personal', address: 'file:///tutor' }] },
      backEnds: { connectionOf: () => connection },
      pause: async (milliseconds) => void waits.push(milliseconds),
    });
    ended.fire({ assistantId: tutor.id, isWhole: true });
    ended.fire({ assistantId: 'personal/gone', isWhole: true });
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    reading.dispose();
    deepEqual([asked, waits], [3, [60_000, 60_000, 60_000]]);
  });
});
