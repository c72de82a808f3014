import assert from 'node:assert/strict';
import { toFile } from 'openai';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import type { EngineEvent, Turn } from '../../src/core/engine.ts';
import type { Citation } from '../../src/shared/answerParts.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { clientFor } from '../server/testClient.ts';
import { EngineStage, textOf } from './engineStage.ts';
import { called, response, responseEvents, said } from './scriptedServer.ts';
import { assistantWith, ToolStage, weather } from './toolStage.ts';

const guide = 'Shipping takes two days.\nReturns are free for 30 days.\n';
const bot: Assistant = { ...emptyDefinition, id: 'bot', name: 'Support', instructions: 'You are a support bot.', tools: [{ type: 'file_search' }] };
const search = { tools: [{ type: 'file_search' }], toolResources: { file_search: { vector_store_ids: ['vs_1'] } } } as const;

/** What the answer cites, as it was told last. */
function citationsOf(events: readonly EngineEvent[]): readonly Citation[] | undefined {
  return events.flatMap((event) => (event.type === 'note' && event.note.citations !== undefined ? [event.note.citations] : [])).at(-1);
}

/** A message that cites these files. */
function citing(...files: readonly (readonly [id: string, filename: string])[]): object {
  const annotations = files.map(([file_id, filename]) => ({ type: 'file_citation', file_id, filename, index: 3 }));
  return { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'So.', annotations }] };
}

function found(id: string, ...results: readonly (readonly [id: string, score: number, text: string])[]): object {
  return { type: 'file_search_call', id, queries: ['q'], status: 'completed', results: results.map(([file_id, score, text]) => ({ file_id, filename: `${file_id}.md`, score, text })) };
}

describe('citations over the Responses API', () => {
  describe('of the offline server', () => {
    let server: OfflineServer;
    before(async () => {
      server = await startOfflineServer();
    });
    after(() => server.close());
    beforeEach(() => { server.reset(); });

    /** Has a question answered out of a file in a vector store. */
    async function ask(connection: ConstructorParameters<typeof EngineStage>[1], more: Partial<Assistant> = {}): Promise<{ readonly events: readonly EngineEvent[]; readonly fileId: string }> {
      const client = clientFor(server.url);
      const { id: fileId } = await client.files.create({ file: await toFile(Buffer.from(guide), 'guide.md'), purpose: 'assistants' });
      const { id: storeId } = await client.vectorStores.create({ file_ids: [fileId] });
      const turn: Partial<Turn> = { assistant: { ...bot, toolResources: { file_search: { vector_store_ids: [storeId] } }, ...more } };
      return { events: await new EngineStage(server, connection).events('How long does shipping take?', turn), fileId };
    }

    for (const history of ['conversation', 'response', 'local'] as const) {
      it(`name the file and quote what was found in it, with the history kept as “${history}”`, async () => {
        const { events, fileId } = await ask({ history });
        assert.match(textOf(events), /Shipping takes two days/);
        assert.deepEqual(citationsOf(events), [{ name: 'guide.md', fileId, quote: guide }]);
      });
    }

    it('come with an answer in one piece, too', async () => {
      const { events, fileId } = await ask({}, { parameters: { stream: false } });
      assert.deepEqual(citationsOf(events), [{ name: 'guide.md', fileId, quote: guide }]);
    });
  });

  const stages: ToolStage[] = [];
  const stageOf = (...answers: ConstructorParameters<typeof ToolStage> extends [unknown, ...infer Answers] ? Answers : never): ToolStage => {
    const stage = new ToolStage({}, ...answers);
    stages.push(stage);
    return stage;
  };
  afterEach(() => {
    for (const stage of stages.splice(0)) stage.close();
  });

  it('name each file once, with what fits best of it', async () => {
    const stage = stageOf({ events: responseEvents('r', [found('fs_1', ['a', 0.2, 'Low.'], ['a', 0.9, 'High.'], ['a', 0.5, 'Middle.'], ['c', 1, 'Not cited.']), citing(['a', 'a.md'], ['b', 'b.md'], ['a', 'a.md'])]) });
    const { events } = await stage.hear('Go', assistantWith(search.tools, search));
    assert.deepEqual(citationsOf(events), [{ name: 'a.md', fileId: 'a', quote: 'High.' }, { name: 'b.md', fileId: 'b' }]);
  });

  it('tell several passages of one file apart by the sentences that cite them', async () => {
    const answer = 'Shipping takes two days. Returns are free for a month.';
    const annotations = [24, answer.length].map((index) => ({ type: 'file_citation', file_id: 'a', filename: 'a.md', index }));
    const message = { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: answer, annotations }] };
    const stage = stageOf({ events: responseEvents('r', [found('fs_1', ['a', 0.9, 'We take returns for a month, free of charge.'], ['a', 0.5, 'Two days is what shipping takes.'], ['a', 0.95, 'Our address.']), message]) });
    const { events } = await stage.hear('Go', assistantWith(search.tools, search));
    assert.deepEqual(citationsOf(events)?.map(({ quote }) => quote), ['Two days is what shipping takes.', 'We take returns for a month, free of charge.']);
  });

  it('quote what was found before a function was called', async () => {
    const stage = stageOf({ events: responseEvents('r1', [found('fs_1', ['a', 1, 'Early.']), called('1', 'weather', {})]) }, { events: responseEvents('r2', [citing(['a', 'a.md'])]) });
    const { events } = await stage.hear('Go', assistantWith([...search.tools, weather], { toolResources: search.toolResources }));
    assert.deepEqual(citationsOf(events), [{ name: 'a.md', fileId: 'a', quote: 'Early.' }]);
  });

  it('do without quotes at a server that does not send along what was found, from then on', async () => {
    const refusal = { status: 400, json: { error: { message: 'Invalid value: \'file_search_call.results\'.', type: 'invalid_request_error', param: 'include[0]', code: 'invalid_value' } } };
    const stage = stageOf(refusal, { json: response('r', [citing(['a', 'a.md'])]) }, { json: response('r', [said('Yes.')]) });
    const { events } = await stage.hear('Go', assistantWith(search.tools, search));
    await stage.hear('Go', assistantWith(search.tools, search));
    assert.deepEqual(citationsOf(events), [{ name: 'a.md', fileId: 'a' }]);
    assert.deepEqual(stage.server.bodies.map((body) => JSON.stringify(body).includes('file_search_call')), [true, false, false]);
  });

  it('are none where nothing is cited', async () => {
    const stage = stageOf({ events: responseEvents('r', [found('fs_1', ['a', 1, 'Found.']), said('So.')]) });
    const { events } = await stage.hear('Go', assistantWith(search.tools, search));
    assert.equal(citationsOf(events), undefined);
  });
});

describe('citations over the Assistants API', () => {
  it('name the file and quote what was found in it', async () => {
    const server = await startOfflineServer();
    try {
      const client = clientFor(server.url);
      const { id: fileId } = await client.files.create({ file: await toFile(Buffer.from(guide), 'guide.md'), purpose: 'assistants' });
      const { id: storeId } = await client.vectorStores.create({ file_ids: [fileId] });
      const turn = { assistant: { ...bot, toolResources: { file_search: { vector_store_ids: [storeId] } } } };
      const events = await new EngineStage(server, { api: 'assistants' }).events('How long does shipping take?', turn);
      assert.deepEqual(citationsOf(events), [{ name: 'guide.md', fileId, quote: guide }]);
    } finally {
      await server.close();
    }
  });
});

describe('passages that were found on this machine', () => {
  for (const api of ['chatCompletions', 'responses', 'assistants', 'agents'] as const) {
    it(`reach the model over “${api}”`, async () => {
      const server = await startOfflineServer();
      try {
        const passages = [{ path: 'docs/tea.md', hash: 'h', startLine: 3, endLine: 3, text: 'Boil the water.' }];
        await new EngineStage(server, { api }).events('How?', { prompt: { text: 'How?', attachments: [], passages } });
        assert.match(JSON.stringify(server.requests.map(({ body }) => body)), /\[1\] docs\/tea\.md:3\\n```\\nBoil the water\.\\n```/);
      } finally {
        await server.close();
      }
    });
  }
});
