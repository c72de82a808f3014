import { deepEqual } from 'node:assert/strict';
import type { HostApi } from '../../src/shared/protocol.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { hostAsks, PageStage } from '../support/pageStage.ts';

/** What a hostile page can bring about with a question. */
interface Power {
  /** The step into VS Code's own surface that is taken for the ids that the host told; none where nothing leaves the chat. */
  readonly step?: string;
  /** The same for ids that the page made up. */
  readonly forged?: string;
  /** What it comes to at the worst. */
  readonly worst: string;
}

const shown = 'sees again what it was shown';
const asksFirst = 'VS Code asks the user, in a window that no script can press';
const opens = 'something that the host knows is shown in an editor; nothing leaves and nothing changes';
/**
 * The composer is the user's own surface: a question before each prompt would be pressed unread. What a script can do with it is bounded:
 * the prompt goes to the user's own connection alone, costs no more than the caps allow, passes the gate (what looks like a secret is
 * asked about in VS Code's own window), stands in the thread for all to see, and no more than the rate of messages come.
 */
const composer = 'a turn at the user’s own connection, under its caps and through the gate';

/** Soberly, for every question that a page may ask. */
const powers: Readonly<Record<keyof HostApi, Power>> = {
  hello: { worst: shown },
  here: { worst: 'a page that is dead is taken for alive' },
  use: { worst: 'what is sent from elsewhere in VS Code comes to this page, where it waits in the composer' },
  keepDraft: { worst: 'the draft is another' },
  send: { worst: composer },
  pastPrompts: { worst: 'sees prompts of this workspace; there is nowhere to send them but the user’s own connection' },
  listPrompts: { worst: 'sees the names of prompt files' },
  fillPrompt: { worst: 'sees a prompt file of this workspace' },
  runCommand: { step: 'command', forged: 'command', worst: `one of eight commands of VS Code is started on the thread on show; what deletes is in the trash, or asked about` },
  editQueued: { worst: 'a prompt of the queue is in the composer again' },
  moveQueued: { worst: 'the queue has another order' },
  removeQueued: { worst: 'a prompt is not sent' },
  sendQueued: { step: 'send queued', worst: composer },
  makeRoom: { worst: 'older messages are not sent any more, or a summary is made: a turn under the caps' },
  showRequest: { step: 'show request', worst: opens },
  showSent: { step: 'show sent', worst: opens },
  stop: { worst: 'the answer ends early, and can be resumed' },
  keepWaiting: { worst: 'an answer that says nothing is waited for ten minutes more' },
  askServer: { worst: 'a server is asked once how an answer stands, after each silence of 90 seconds' },
  retry: { worst: composer },
  sumUp: { worst: 'a summary is made: a turn under the caps' },
  retryWithout: { worst: composer },
  regenerate: { step: 'ask who answers', worst: asksFirst },
  edit: { worst: composer },
  fork: { worst: 'there is a copy of the thread' },
  remove: { step: 'ask to delete', worst: asksFirst },
  copy: { step: 'copy', worst: 'the clipboard holds words of the thread; a copy is never run' },
  compare: { worst: opens },
  answerCall: { step: 'ask for result', forged: 'ask for result', worst: asksFirst },
  readImage: { worst: shown },
  saveOutput: { step: 'ask where to save', worst: asksFirst },
  openOutput: { step: 'open file', worst: opens },
  retryOutput: { step: 'ask for file', worst: 'a file of an answer is asked for once more, where it lies' },
  openCitation: { step: 'open citation', worst: opens },
  useCode: { step: 'show in terminal', worst: 'a command stands in a terminal without being run, code in the editor in front, or a change is shown that the user accepts or not' },
  openAnswer: { step: 'show document', worst: opens },
  findPlaces: { worst: 'learns which files the workspace has' },
  openPlace: { worst: opens },
  openSymbol: { step: 'open symbol', worst: opens },
  openLink: { step: 'ask to open link', worst: asksFirst },
  resume: { worst: composer },
  select: { worst: 'another version is on show' },
  loadEarlier: { worst: shown },
  newThread: { worst: 'an empty thread is on show' },
  attach: { step: 'ask what to attach', forged: 'ask what to attach', worst: asksFirst },
  followEditor: { step: 'follow editor', forged: 'follow editor', worst: 'the file in front goes with the next prompt, as the composer shows, through the gate' },
  beginUpload: { worst: 'memory for eight files under the limit' },
  uploadPiece: { worst: 'bytes of the page’s own are attached' },
  drop: { step: 'drop', forged: 'drop', worst: `files of the workspace are attached; about all others ${asksFirst}` },
  openAttachment: { worst: opens },
  preview: { worst: shown },
  travel: { worst: 'asks how an attachment travels' },
  detach: { worst: 'an attachment does not go along' },
  findFiles: { worst: 'learns which files the workspace has' },
  attachFound: { worst: 'a file of the workspace is attached, as the composer shows, through the gate' },
  act: { step: 'act', forged: 'act', worst: 'one of seven pickers or settings of VS Code is shown' },
};

/** Asks one question of a fresh host; answers the steps into VS Code that it took, and what it asked of the model or changed in threads. */
async function brought(method: string, ids: Parameters<typeof hostAsks>[0]): Promise<{ readonly steps: readonly string[]; readonly changes: readonly string[] }> {
  const stage = new PageStage();
  const before = stage.events.length;
  await stage.ask(method, hostAsks(ids)).catch((error: unknown) => {
    if (!(error instanceof FailureError)) throw error;
  });
  return { steps: stage.done.map(([step]) => step), changes: [...stage.engine.turns.map(() => 'asked the model'), ...stage.events.slice(before).map(({ type }) => type)] };
}

describe('A hostile page', () => {
  for (const [method, { step, forged, worst }] of Object.entries(powers)) {
    it(`that asks for ${method} comes to this at the worst: ${worst} (case 104)`, async () => {
      const { steps } = await brought(method, { threadId: 't', messageId: 'm', otherId: 'o' });
      deepEqual(steps, step === undefined ? [] : [step]);
    });

    it(`that asks for ${method} by ids that it made up brings about ${forged === undefined ? 'nothing' : 'no more'} (case 103)`, async () => {
      deepEqual(await brought(method, { threadId: 'forged', messageId: 'forged', otherId: '../../etc/passwd' }), { steps: forged === undefined ? [] : [forged], changes: [] });
    });
  }

  it('cannot ask about a thread that it was not shown, even where it knows its id (case 103)', async () => {
    const { api, threads, desk } = new PageStage();
    threads.create({ type: 'created', at: 1, threadId: 'other', assistantId: 'a', workspace: 'w' }, []);
    const loaded = (): Promise<string> => api.keepDraft({ threadId: 'other', text: 'x', at: 1 }).then(() => 'kept', (error: unknown) => (error instanceof FailureError ? error.failure.kind : 'failed'));
    const before = await loaded();
    desk.show(threads.open('other'));
    desk.show(undefined);
    deepEqual([before, await loaded()], ['notFound', 'kept']);
  });
});
