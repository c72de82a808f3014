import assert from 'node:assert/strict';
import { toFile } from 'openai';
import { emptyDefinition, type Definition, type Tool } from '../../src/core/assistant.ts';
import type { AssistantFiles, ServerAssistants } from '../../src/core/serverAssistants.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { clientFor } from '../server/testClient.ts';
import { EngineStage } from './engineStage.ts';

const { signal } = new AbortController();
const beta = { headers: { 'OpenAI-Beta': 'assistants=v2' } } as const;
const pathLike = ['', '.', '..', '../files', 'asst_1/../../files', 'asst_1/files', 'asst_1?x=1', 'asst_1#x', 'asst%2F1', 'asst\\1', 'asst 1', '-asst', 'a..b'];

/** A definition of everything that both versions of the API keep. */
const librarian: Definition = {
  ...emptyDefinition,
  name: 'Librarian',
  description: 'Knows the books',
  instructions: 'Look it up.',
  model: 'offline-small',
  tools: [{ type: 'code_interpreter' }, { type: 'function', name: 'find', description: 'Finds a book.', parameters: { type: 'object' } }, { type: 'file_search' }],
  metadata: { team: 'books' },
};

async function kindOf(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(() => new Error('It went well.'), (reason: unknown) => reason);
  assert.ok(error instanceof FailureError, String(error));
  return error.failure.kind;
}

for (const assistantsShape of ['v2', 'v1'] as const) {
  describe(`the assistants of a server that speaks the ${assistantsShape === 'v2' ? 'second' : 'first'} version of the API`, () => {
    let server: OfflineServer;
    let assistants: ServerAssistants;
    let files: AssistantFiles;
    before(async () => {
      server = await startOfflineServer({ features: { assistantsShape } });
    });
    after(() => server.close());
    beforeEach(() => {
      server.reset();
      const stage = new EngineStage(server, { api: 'assistants' });
      assert.ok(stage.backEnd.assistants?.files !== undefined);
      ({ assistants } = stage.backEnd);
      ({ files } = stage.backEnd.assistants);
    });

    const upload = async (name: string): Promise<string> => (await clientFor(server.url).files.create({ file: await toFile(Buffer.from(`This is ${name}.`), name), purpose: 'assistants' })).id;
    const made = async (...tools: readonly Tool[]): Promise<string> => (await assistants.create({ ...librarian, tools }, signal)).id;

    it('come back as they were made', async () => {
      const { id, definition } = await assistants.create(librarian, signal);
      assert.deepEqual(definition, librarian);
      assert.deepEqual(await assistants.retrieve(id, signal), (await assistants.list(signal))[0]);
    });

    it('say for which assistant of ours they were made', async () => {
      const stage = new EngineStage(server, { api: 'assistants' });
      await stage.outcome('Tea?', { assistant: { ...emptyDefinition, id: 'personal/tea', name: 'Tea' } });
      await assistants.create(librarian, signal);
      assert.deepEqual((await assistants.list(signal)).map(({ definition: { name }, madeFor }) => [name, madeFor]), [['Librarian', undefined], ['Tea', 'personal/tea']]);
    });

    it('are listed over all pages, the newest first', async () => {
      for (let number = 1; number <= 120; number += 1) await clientFor(server.url).post('/assistants', { body: { model: 'offline-small', name: String(number) }, ...beta });
      const { length } = server.requests;
      const listed = await assistants.list(signal);
      assert.deepEqual(listed.map(({ definition }) => definition.name), Array.from({ length: 120 }, (_, index) => String(120 - index)));
      assert.equal(server.requests.length - length, 2);
    });

    it('change, and lose what is not said any more', async () => {
      const { id } = await assistants.create(librarian, signal);
      const { description: _gone, model: _kept, ...plain } = librarian;
      const { definition } = await assistants.update(id, { ...plain, name: 'Reader', tools: [] }, signal);
      assert.deepEqual([definition.name, definition.description, definition.model, definition.tools], ['Reader', undefined, 'offline-small', []]);
    });

    it('go, and are missed', async () => {
      const { id } = await assistants.create(librarian, signal);
      await assistants.remove(id, signal);
      assert.deepEqual(await assistants.list(signal), []);
      assert.equal(await kindOf(assistants.retrieve(id, signal)), 'notFound');
    });

    it('have files for the code that they run, each once', async () => {
      const id = await made({ type: 'code_interpreter' });
      const [one, two] = [await upload('one.csv'), await upload('two.csv')];
      for (const file of [one, two, one]) await files.attach(id, file, signal);
      assert.deepEqual((await files.list(id, signal)).toSorted(), [one, two].toSorted());
      await files.detach(id, one, signal);
      assert.deepEqual(await files.list(id, signal), [two]);
    });

    it('have files to search', async () => {
      const id = await made({ type: 'file_search' });
      const [one, two] = [await upload('one.md'), await upload('two.md')];
      for (const file of [one, two]) await files.attach(id, file, signal);
      assert.deepEqual((await files.list(id, signal)).toSorted(), [one, two].toSorted());
      await files.detach(id, one, signal);
      assert.deepEqual(await files.list(id, signal), [two]);
      const stores = (await clientFor(server.url).vectorStores.list()).data.map(({ metadata }) => metadata);
      assert.deepEqual(stores, assistantsShape === 'v1' ? [] : [{ made_by: 'workspace-assistants', server_assistant: id }]);
    });

    it('take and give back a file for the code and the search alike', async () => {
      const id = await made({ type: 'code_interpreter' }, { type: 'file_search' });
      const file = await upload('one.csv');
      await files.attach(id, file, signal);
      assert.deepEqual(await files.list(id, signal), [file]);
      await files.detach(id, file, signal);
      assert.deepEqual(await files.list(id, signal), []);
    });

    it('keep what was attached when something else of them changes', async () => {
      const id = await made({ type: 'code_interpreter' });
      const file = await upload('one.csv');
      await files.attach(id, file, signal);
      const { definition } = await assistants.retrieve(id, signal);
      await assistants.update(id, { ...definition, name: 'Reader' }, signal);
      assert.deepEqual(await files.list(id, signal), [file]);
    });

    it('say which file is not there', async () => {
      const id = await made({ type: 'code_interpreter' });
      await assert.rejects(files.attach(id, 'file-gone', signal), { failure: { kind: 'notFound', message: `There is no file “file-gone” at ${new URL(server.url).host}.`, action: 'openAssistant' } });
    });

    it('are not asked for under ids that are paths', async () => {
      for (const id of pathLike) {
        const kinds = [
          await kindOf(assistants.retrieve(id, signal)), await kindOf(assistants.update(id, librarian, signal)), await kindOf(assistants.remove(id, signal)),
          await kindOf(files.list(id, signal)), await kindOf(files.attach(id, 'file_1', signal)), await kindOf(files.detach(id, 'file_1', signal)),
          await kindOf(files.attach('asst_1', id, signal)), await kindOf(files.detach('asst_1', id, signal)),
        ];
        assert.deepEqual(kinds, kinds.map(() => 'notFound'), id);
      }
      assert.deepEqual(server.requests, []);
    });
  });
}
