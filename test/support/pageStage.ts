import { Attachments } from '../../src/core/attachments.ts';
import { CodeUses } from '../../src/core/codeUses.ts';
import { Desk } from '../../src/core/desk.ts';
import { hostApi } from '../../src/core/hostApi.ts';
import type { HostParts } from '../../src/core/hostParts.ts';
import { IssuedThreads } from '../../src/core/issuedThreads.ts';
import { MessageActs } from '../../src/core/messageActs.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { fingerprint } from '../../src/shared/fingerprint.ts';
import type { Output } from '../../src/shared/answerParts.ts';
import type { HostApi } from '../../src/shared/protocol.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { sampleAnswer, samplePrompt } from './chatSamples.ts';
import { assistantsOf, FakeShelf, MemoryDeskStore, quietSurface } from './fakes.ts';
import { ThreadStage } from './threadStage.ts';

/** One question for each method of the host, of the right shape, about these ids. */
export type HostAsks = { readonly [Method in keyof HostApi]: Parameters<HostApi[Method]>[0] };

const output: Output & { readonly hash: string } = { id: 'o', name: 'a.png', mediaType: 'image/png', state: 'kept', bytes: 1, hash: 'ab'.repeat(32) };

/** What a host with a thread of one prompt and one answer does in VS Code's surface, and elsewhere, when a page asks. */
export class PageStage extends ThreadStage {
  /** Each step into VS Code's own surface, by its name and what it was given. */
  readonly done: (readonly [step: string, ...given: readonly unknown[]])[] = [];
  readonly desk = new Desk(new MemoryDeskStore(), 'w');
  readonly attachments = new Attachments(async (text) => text.length);
  readonly api: HostApi;

  constructor() {
    super();
    this.answers('Hot.');
    this.threads.create({ type: 'created', at: 1, threadId: 't', assistantId: 'a', workspace: 'w' }, [
      { type: 'prompted', at: 1, message: samplePrompt('p', 'Tea?') },
      { type: 'answering', at: 1, message: sampleAnswer('m', 'p', 'See `brew` at https://example.com/tea.\n\n```sh\nrm x\n```', { citations: [{ name: 'tea.md' }], outputs: [output] }) },
    ]);
    this.desk.settle('t');
    this.api = new IssuedThreads(this.desk).guard(hostApi(this.#parts()));
  }

  /** Asks the question of this method. */
  async ask(method: string, asks: HostAsks): Promise<void> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both have one entry for each method
    const answers = this.api as unknown as Readonly<Record<string, (ask: unknown) => Promise<unknown>>>;
    await answers[method]?.(Object.entries(asks).find(([name]) => name === method)?.[1]);
  }

  #parts(): HostParts {
    const { threads, chat, desk, attachments, log } = this;
    const step = (name: string) => async (...given: readonly unknown[]): Promise<undefined> => {
      this.done.push([name, ...given]);
      return undefined;
    };
    const code = { copy: step('copy code'), insert: step('insert code'), newFile: step('new file'), run: step('show in terminal'), apply: step('show change'), show: step('show document'), openSymbol: step('open symbol'), goesWith: async () => true };
    return {
      ...quietSurface,
      threads, chat, desk, attachments, workspace: 'w', explain: failureOf,
      assistants: assistantsOf(new FakeShelf()),
      status: async () => ({ assistantName: 'A', connectionName: 'C', starters: [], takes: [] }),
      messages: new MessageActs({
        threads, chat, desk, attachments, meter: quietSurface.meter, rooms: quietSurface.rooms, currentEditor: quietSurface.currentEditor, log, workspace: 'w', addressOf: () => undefined,
        gate: { carry: () => undefined }, surface: { another: step('ask who answers'), pick: step('ask which version'), compare: step('show difference'), copy: step('copy'), confirm: async () => { this.done.push(['ask to delete']); return false; }, offerBack: async () => false },
      }),
      codeUses: new CodeUses({ threads, gate: { restore: (_threadId, text) => text }, surface: code }),
      inspector: { showPast: step('show sent'), showUpcoming: step('show request') },
      queue: { ...quietSurface.queue, sendNow: step('send queued') },
      currentEditor: { ...quietSurface.currentEditor, follow: step('follow editor') },
      files: { find: async () => ({ matches: [] }) },
      places: { find: async (names) => names.map(() => undefined), open: step('open place') },
      outputs: {
        find: (threadId, messageId, outputId) => {
          if (`${threadId} ${messageId} ${outputId}` === 't m o') return output;
          throw new FailureError({ kind: 'notFound', message: 'There is no such file.', action: 'newThread' });
        },
        image: async () => new Uint8Array(),
        takeAgain: async (threadId, messageId, outputId) => (`${threadId} ${messageId} ${outputId}` === 't m o' ? step('ask for file')() : undefined),
      },
      outputFiles: { open: step('open file'), save: step('ask where to save') },
      act: step('act'), use: () => undefined, runCommand: step('command'), attach: step('ask what to attach'), drop: step('drop'), attachFound: step('attach'), openAttachment: step('open attachment'),
      askResult: step('ask for result'), openCitation: step('open citation'), openLink: step('ask to open link'),
    };
  }
}

/** Questions about these ids, for all methods. */
export function hostAsks({ threadId, messageId, otherId }: { readonly threadId: string; readonly messageId: string; readonly otherId: string }): HostAsks {
  const one = { threadId, messageId };
  const queued = { threadId, queuedId: otherId };
  const prompting = { threadId, text: 'More?', attachmentIds: [otherId] };
  return {
    hello: undefined, here: undefined, use: undefined, pastPrompts: {}, listPrompts: undefined, newThread: undefined, attach: undefined,
    keepDraft: { threadId, text: 'More', at: 1 }, send: prompting, fillPrompt: { id: otherId, words: '' }, runCommand: { command: 'delete' },
    editQueued: { ...queued, text: '' }, moveQueued: { ...queued, by: 1 }, removeQueued: queued, sendQueued: queued,
    makeRoom: { ...prompting, step: 'dropLargest' }, showRequest: prompting, showSent: one, stop: { threadId }, keepWaiting: { threadId }, askServer: { threadId }, retry: one, sumUp: one, retryWithout: one, regenerate: { ...one, by: 'model' },
    edit: { ...one, text: 'Coffee?', attachmentIds: [] }, fork: one, remove: one, copy: { ...one, what: 'message' }, compare: one, answerCall: { messageId, stepId: otherId },
    readImage: { ...one, outputId: otherId }, saveOutput: { ...one, outputId: otherId }, openOutput: { ...one, outputId: otherId }, retryOutput: { ...one, outputId: otherId }, openCitation: { ...one, index: 0 },
    useCode: { ...one, index: 0, fingerprint: fingerprint('rm x'), use: 'run' }, openAnswer: one, findPlaces: { names: ['../../etc/passwd'] }, openPlace: { id: otherId },
    openSymbol: { ...one, name: 'brew' }, openLink: { ...one, index: 0, fingerprint: fingerprint('https://example.com/tea') }, resume: one, select: one, loadEarlier: { threadId, beforeId: messageId, count: 10 },
    followEditor: { following: 'on' }, beginUpload: { name: '../../x', bytes: 3 }, uploadPiece: { uploadId: otherId, data: 'AAAA' }, drop: { uris: ['file:///etc/passwd'] },
    openAttachment: { messageId, attachmentId: otherId }, preview: { messageId, attachmentId: otherId }, travel: { attachmentId: otherId }, detach: { attachmentId: otherId }, findFiles: { query: 'passwd' }, attachFound: { id: otherId },
    act: { action: 'openSettings' },
  };
}
