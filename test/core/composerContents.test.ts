import { deepEqual } from 'node:assert/strict';
import { Attachments } from '../../src/core/attachments.ts';
import { Chat } from '../../src/core/chat.ts';
import { composerContents } from '../../src/core/composerContents.ts';
import { CurrentEditor } from '../../src/core/currentEditor.ts';
import { Desk } from '../../src/core/desk.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import { hostApi } from '../../src/core/hostApi.ts';
import type { HostParts } from '../../src/core/hostParts.ts';
import type { Composed } from '../../src/core/inspector.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import { Threads } from '../../src/core/threads.ts';
import { assistantsOf, backEndOf, backEndsOf, FakeShelf, KeptBytes, KeptLog, MemoryDeskStore, MemorySentStore, MemoryThreadStore, quietGate, quietOutputs, quietSurface, ScriptedEngine } from '../support/fakes.ts';

const connection = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'none', headers: {} } as const;

/** A page whose user follows the current editor, and what its inspector is asked to show. */
class Stage {
  readonly engine = new ScriptedEngine();
  readonly shown: Composed[] = [];
  readonly threads = new Threads(new MemoryThreadStore(), new KeptLog());
  readonly parts: HostParts;

  constructor() {
    const { threads, shown, engine } = this;
    const assistants = assistantsOf(new FakeShelf());
    const chat = new Chat({
      threads, backEnds: backEndsOf(() => ({ connection, backEnd: backEndOf(engine) })), sent: new MemorySentStore(), assistants, calls: new FunctionCalls(), gate: quietGate(),
      attachmentStore: new KeptBytes(), outputs: quietOutputs(threads), refused: new RefusedParameters(), log: new KeptLog(), explain: failureOf,
    });
    const front = { address: 'file:///w/front.ts', piece: { kind: 'file', path: 'front.ts', language: '', text: 'front', address: 'file:///w/front.ts' } } as const;
    this.parts = {
      ...quietSurface, threads, chat, assistants, workspace: 'w', explain: failureOf, desk: new Desk(new MemoryDeskStore(), 'w'), attachments: new Attachments(async () => 1),
      currentEditor: new CurrentEditor({ active: async () => front, at: async (address) => ({ address }), isTrusted: () => true, onChange: () => ({ dispose: () => undefined }) }, { get: () => ({ following: 'on' }), set: () => undefined }, async () => 1),
      status: async () => ({ assistantName: '', connectionName: '', starters: [], takes: [] }),
      inspector: { showPast: async () => undefined, showUpcoming: async (composed) => { shown.push(composed); } },
    };
  }

  /** What is read without the page, what the page has shown, and what is sent in the end. */
  async compared(): Promise<readonly [command: Composed, page: Composed | undefined, sent: readonly (string | undefined)[]]> {
    const { parts, engine } = this;
    const { desk, attachments, currentEditor } = parts;
    const command = await composerContents(parts);
    const ask = { text: 'Why?', attachmentIds: [...(currentEditor.view.attachment === undefined ? [] : [currentEditor.view.attachment.id]), ...attachments.held.map(({ id }) => id)], ...(desk.threadId === undefined ? {} : { threadId: desk.threadId }) };
    const api = hostApi(parts);
    await api.showRequest(ask);
    engine.script = [{ type: 'text', text: 'So.' }, { type: 'done' }];
    await api.send(ask);
    while (parts.chat.isRunning(desk.threadId ?? '')) await new Promise((resolve) => { setTimeout(resolve, 2); });
    const turn = engine.turns.at(-1);
    return [command, this.shown.at(-1), [...(turn?.prompt.attachments.map(({ path }) => path) ?? []), turn?.unstored === true ? 'unstored' : undefined]];
  }
}

describe('What a composer holds', () => {
  for (const temporary of [false, true]) {
    it(`is the same to the command and to the page, and is sent so in its order${temporary ? ', in a temporary thread, too' : ''}`, async () => {
      const stage = new Stage();
      const { desk, attachments } = stage.parts;
      desk.show(undefined, { temporary });
      desk.write({ text: 'Why?', at: 1 }, desk.place);
      attachments.add({ kind: 'file', path: 'held.ts', language: '', text: 'held' });
      await stage.parts.currentEditor.look();
      await new Promise((resolve) => { setTimeout(resolve, 5); });
      const [command, page, sent] = await stage.compared();
      deepEqual([command, sent], [page, ['front.ts', 'held.ts', temporary ? 'unstored' : undefined]]);
      deepEqual([command.attachments.map(({ path }) => path), command.text, command.temporary], [['front.ts', 'held.ts'], 'Why?', temporary ? true : undefined]);
    });
  }
});
