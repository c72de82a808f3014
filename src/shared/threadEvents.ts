import type { Output, Step } from './answerParts.ts';
import type { Failure } from './failure.ts';
import type { Answer, AnswerState, Message, Prompt } from './message.ts';
import { tip, versions, withFollowers } from './messageTree.ts';
import type { Silence } from './silence.ts';
import type { Thread } from './thread.ts';
import type { Usage } from './usage.ts';

/** How a turn ended. */
export interface Outcome {
  readonly state: Exclude<AnswerState, 'running'>;
  readonly failure?: Failure;
}

/** What becomes known of an answer besides its text. */
export type Note = Partial<Pick<Answer, 'model' | 'origin' | 'usage' | 'cost' | 'requestId' | 'fingerprint' | 'bookmark' | 'placed' | 'handle' | 'status' | 'citations' | 'without'>>;

/** Everything that can happen to a thread. The log of these is the thread; times are milliseconds since the epoch. */
export type ThreadEvent =
  | { readonly type: 'created'; readonly at: number; readonly threadId: string; readonly assistantId: string; readonly workspace: string; readonly temporary?: true }
  /** The thread came whole, from a file. */
  | { readonly type: 'imported'; readonly at: number; readonly thread: Thread }
  | { readonly type: 'renamed'; readonly at: number; readonly title: string; readonly by: 'user' | 'model'; readonly usage?: Usage }
  | { readonly type: 'pinned'; readonly at: number; readonly pinned: boolean }
  | { readonly type: 'archived'; readonly at: number; readonly archived: boolean }
  | { readonly type: 'assigned'; readonly at: number; readonly assistantId: string }
  | { readonly type: 'instructed'; readonly at: number; readonly instructions: string }
  | { readonly type: 'prompted'; readonly at: number; readonly message: Prompt }
  | { readonly type: 'answering'; readonly at: number; readonly message: Answer }
  | { readonly type: 'resumed'; readonly at: number; readonly messageId: string }
  | { readonly type: 'text'; readonly messageId: string; readonly text: string }
  | { readonly type: 'noted'; readonly messageId: string; readonly note: Note }
  | { readonly type: 'stepped'; readonly messageId: string; readonly step: Step }
  | { readonly type: 'produced'; readonly messageId: string; readonly output: Output }
  /** Nothing has come of the answer for a while; without `silence`, something has again. Told, and not kept. */
  | { readonly type: 'silent'; readonly messageId: string; readonly silence?: Silence }
  | { readonly type: 'settled'; readonly at: number; readonly messageId: string; readonly outcome: Outcome }
  | { readonly type: 'selected'; readonly messageId: string }
  /** From now on this message, and all before it, are not sent any more. */
  | { readonly type: 'trimmed'; readonly at: number; readonly messageId: string }
  /** This message is no longer there, and nothing that hangs on it. */
  | { readonly type: 'removed'; readonly at: number; readonly messageId: string }
  /** Messages that were removed are there again; the first of them is on show. */
  | { readonly type: 'returned'; readonly at: number; readonly messages: readonly Message[] }
  | { readonly type: 'deleted'; readonly at: number }
  | { readonly type: 'restored'; readonly at: number };

/** Where every fold begins: a thread before its first event. */
export const emptyThread: Thread = { id: '', title: '', assistantId: '', workspace: '', createdAt: 0, updatedAt: 0, messages: [] };

/** The longest title that is taken from a prompt, in characters. */
const titleLength = 60;

/** How the list of messages becomes the next one. */
interface Editing {
  add(messages: readonly Message[], message: Message): readonly Message[];
  replace(messages: readonly Message[], index: number, message: Message): readonly Message[];
}

const copying: Editing = {
  add: (messages, message) => [...messages, message],
  replace: (messages, index, message) => messages.with(index, message),
};

/** The one rule for how a thread changes, for the host's truth and the view's mirror alike. What it does not know of changes nothing. */
export function applyThreadEvent(thread: Thread, event: ThreadEvent): Thread {
  return apply(thread, event, copying);
}

/** The thread of a whole log, or what these events make of one: the same as applying them one by one, in a time that grows no faster than they do. */
export function foldThread(events: readonly ThreadEvent[], from = emptyThread): Thread {
  let own: Message[] = [];
  const inPlace: Editing = {
    add: (messages, message) => {
      if (messages !== own) own = [...messages];
      own.push(message);
      return own;
    },
    replace: (messages, index, message) => {
      if (messages !== own) own = [...messages];
      own[index] = message;
      return own;
    },
  };
  return events.reduce((thread, event) => apply(thread, event, inPlace), from);
}

function apply(thread: Thread, event: ThreadEvent, editing: Editing): Thread {
  const added = (message: Message, at: number): Thread => ({ ...thread, messages: editing.add(thread.messages, message), leafId: message.id, updatedAt: at });
  const changed = (messageId: string, change: (answer: Answer) => Answer): Thread => {
    const index = thread.messages.findLastIndex(({ id }) => id === messageId);
    const message = thread.messages[index];
    return message?.role === 'assistant' ? { ...thread, messages: editing.replace(thread.messages, index, change(message)) } : thread;
  };
  switch (event.type) {
    case 'created':
      return { ...emptyThread, id: event.threadId, assistantId: event.assistantId, workspace: event.workspace, createdAt: event.at, updatedAt: event.at, ...(event.temporary === undefined ? {} : { temporary: true }) };
    case 'imported':
      return event.thread;
    case 'renamed':
      return renamed(thread, event);
    case 'pinned': {
      const { pinned: _pinned, ...rest } = thread;
      return event.pinned ? { ...rest, pinned: true } : rest;
    }
    case 'archived': {
      const { archived: _archived, ...rest } = thread;
      return event.archived ? { ...rest, archived: true } : rest;
    }
    case 'assigned':
      return { ...thread, assistantId: event.assistantId };
    case 'instructed': {
      const { instructions: _instructions, ...rest } = thread;
      return event.instructions === '' ? rest : { ...rest, instructions: event.instructions };
    }
    case 'prompted': {
      const { archived: _archived, ...rest } = added(event.message, event.at);
      return { ...rest, title: thread.title === '' ? titleFrom(event.message) : thread.title };
    }
    case 'answering':
      return added(event.message, event.at);
    case 'resumed':
      return { ...changed(event.messageId, ({ failure: _failure, endedAt: _endedAt, ...answer }) => ({ ...answer, state: 'running' })), updatedAt: event.at };
    case 'text':
      return changed(event.messageId, (answer) => ({ ...answer, text: answer.text + event.text }));
    case 'noted':
      return changed(event.messageId, (answer) => ({ ...answer, ...event.note }));
    case 'stepped':
      return changed(event.messageId, (answer) => ({ ...answer, steps: toldAnew(answer.steps ?? [], event.step) }));
    case 'produced':
      return changed(event.messageId, (answer) => ({ ...answer, outputs: withOutput(answer.outputs ?? [], event.output) }));
    case 'silent':
      return changed(event.messageId, ({ silence: _silence, ...answer }) => ({ ...answer, ...(event.silence === undefined ? {} : { silence: event.silence }) }));
    case 'settled':
      return { ...changed(event.messageId, (answer) => settled(answer, event)), updatedAt: event.at };
    case 'selected':
      return thread.messages.some(({ id }) => id === event.messageId) ? { ...thread, leafId: tip(thread.messages, event.messageId) } : thread;
    case 'trimmed':
      return { ...thread, trimmed: { messageId: event.messageId, length: thread.messages.length + (thread.earlier?.absent ?? 0) } };
    case 'removed':
      return removed(thread, event);
    case 'returned':
      return returned(thread, event);
    case 'deleted':
      return { ...thread, deletedAt: event.at };
    case 'restored': {
      const { deletedAt: _deletedAt, ...rest } = thread;
      return rest;
    }
    default:
      return thread;
  }
}

/** What was spent counts, even on a title that comes too late: a model gives one only where nobody has. */
function renamed(thread: Thread, { title, by, usage }: Extract<ThreadEvent, { type: 'renamed' }>): Thread {
  const { spentBesides: before } = thread;
  const spent = usage === undefined ? {} : { spentBesides: before === undefined ? usage : summed(before, usage) };
  return { ...thread, ...spent, ...(by === 'model' && thread.titledBy !== undefined ? {} : { title, titledBy: by }) };
}

function summed(one: Usage, other: Usage): Usage {
  const cachedTokens = (one.cachedTokens ?? 0) + (other.cachedTokens ?? 0);
  return { inputTokens: one.inputTokens + other.inputTokens, outputTokens: one.outputTokens + other.outputTokens, ...(cachedTokens === 0 ? {} : { cachedTokens }) };
}

function removed(thread: Thread, { messageId, at }: Extract<ThreadEvent, { type: 'removed' }>): Thread {
  const gone = new Set(withFollowers(thread.messages, messageId));
  const first = [...gone][0];
  if (first === undefined) return thread;
  const messages = thread.messages.filter((message) => !gone.has(message));
  const isGone = (id: string | undefined): boolean => [...gone].some((message) => message.id === id);
  const { leafId, trimmed, ...rest } = thread;
  const sibling = versions(messages, first).at(-1)?.id;
  const end = !isGone(leafId) ? leafId : sibling === undefined ? first.parentId : tip(messages, sibling);
  const last = isGone(trimmed?.messageId) ? first.parentId : trimmed?.messageId;
  return {
    ...rest, messages, cutAt: at, updatedAt: at, ...(end === undefined ? {} : { leafId: end }),
    ...(trimmed === undefined || last === undefined ? {} : { trimmed: { ...trimmed, messageId: last } }),
  };
}

function returned(thread: Thread, { messages: back, at }: Extract<ThreadEvent, { type: 'returned' }>): Thread {
  const there = new Set(thread.messages.map(({ id }) => id));
  const messages = [...thread.messages, ...back.filter(({ id }) => !there.has(id))].toSorted((one, other) => one.at - other.at);
  const first = back[0];
  return { ...thread, messages, updatedAt: at, ...(first === undefined ? {} : { leafId: tip(messages, first.id) }) };
}

function settled({ failure: _failure, silence: _silence, status: _status, handle: _handle, ...answer }: Answer, { at, outcome }: Extract<ThreadEvent, { type: 'settled' }>): Answer {
  const steps = answer.steps?.map((step): Step => (step.state === 'running' || step.state === 'waiting' ? { ...step, state: 'stopped', endedAt: at } : step));
  return { ...answer, ...(steps === undefined ? {} : { steps }), ...outcome, endedAt: at };
}

/** An output is told anew as it stands, in its old place. */
function withOutput(all: readonly Output[], told: Output): readonly Output[] {
  const index = all.findIndex(({ id }) => id === told.id);
  return index === -1 ? [...all, told] : all.with(index, told);
}

/** A step is told anew as it goes on: what is new of it counts, in its old place. */
function toldAnew(all: readonly Step[], told: Step): readonly Step[] {
  const index = all.findIndex(({ id }) => id === told.id);
  return index === -1 ? [...all, told] : all.with(index, { ...all[index], ...told });
}

function titleFrom(prompt: Prompt): string {
  const [line = ''] = prompt.text.trim().split('\n', 1);
  const words = line.trim() === '' ? (prompt.attachments[0]?.path ?? '') : line.trim();
  return words.length > titleLength ? `${words.slice(0, titleLength - 1).trimEnd()}…` : words;
}
