import { versions, withFollowers, type Answer, type AnswerState, type Failure, type Message, type Output, type Prompt, type Step, type Thread } from './model.ts';

/** How a turn ended. */
export interface Outcome {
  readonly state: Exclude<AnswerState, 'running'>;
  readonly failure?: Failure;
}

/** What becomes known of an answer besides its text. */
export type Note = Partial<Pick<Answer, 'model' | 'usage' | 'requestId' | 'fingerprint' | 'bookmark' | 'handle' | 'status' | 'citations' | 'without'>>;

/** Everything that can happen to a thread. The log of these is the thread; times are milliseconds since the epoch. */
export type ThreadEvent =
  | { readonly type: 'created'; readonly at: number; readonly threadId: string; readonly assistantId: string; readonly workspace: string }
  | { readonly type: 'renamed'; readonly at: number; readonly title: string }
  | { readonly type: 'assigned'; readonly at: number; readonly assistantId: string }
  | { readonly type: 'instructed'; readonly at: number; readonly instructions: string }
  | { readonly type: 'prompted'; readonly at: number; readonly message: Prompt }
  | { readonly type: 'answering'; readonly at: number; readonly message: Answer }
  | { readonly type: 'resumed'; readonly at: number; readonly messageId: string }
  | { readonly type: 'text'; readonly messageId: string; readonly text: string }
  | { readonly type: 'noted'; readonly messageId: string; readonly note: Note }
  | { readonly type: 'stepped'; readonly messageId: string; readonly step: Step }
  | { readonly type: 'produced'; readonly messageId: string; readonly output: Output }
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

/** The one rule for how a thread changes, for the host's truth and the view's mirror alike. What it does not know of changes nothing. */
export function applyThreadEvent(thread: Thread, event: ThreadEvent): Thread {
  switch (event.type) {
    case 'created':
      return { ...emptyThread, id: event.threadId, assistantId: event.assistantId, workspace: event.workspace, createdAt: event.at, updatedAt: event.at };
    case 'renamed':
      return { ...thread, title: event.title };
    case 'assigned':
      return { ...thread, assistantId: event.assistantId };
    case 'instructed': {
      const { instructions: _instructions, ...rest } = thread;
      return event.instructions === '' ? rest : { ...rest, instructions: event.instructions };
    }
    case 'prompted':
      return {
        ...added(thread, event.message, event.at),
        title: thread.title === '' ? titleFrom(event.message) : thread.title,
      };
    case 'answering':
      return added(thread, event.message, event.at);
    case 'resumed':
      return { ...changed(thread, event.messageId, ({ failure: _failure, endedAt: _endedAt, ...answer }) => ({ ...answer, state: 'running' })), updatedAt: event.at };
    case 'text':
      return changed(thread, event.messageId, (answer) => ({ ...answer, text: answer.text + event.text }));
    case 'noted':
      return changed(thread, event.messageId, (answer) => ({ ...answer, ...event.note }));
    case 'stepped':
      return changed(thread, event.messageId, (answer) => ({ ...answer, steps: toldAnew(answer.steps ?? [], event.step) }));
    case 'produced':
      return changed(thread, event.messageId, (answer) => ({ ...answer, outputs: toldAnew(answer.outputs ?? [], event.output) }));
    case 'settled':
      return { ...changed(thread, event.messageId, (answer) => settled(answer, event)), updatedAt: event.at };
    case 'selected':
      return thread.messages.some(({ id }) => id === event.messageId) ? { ...thread, leafId: tip(thread.messages, event.messageId) } : thread;
    case 'trimmed':
      return { ...thread, trimmed: { messageId: event.messageId, length: thread.messages.length } };
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

function added(thread: Thread, message: Message, at: number): Thread {
  return { ...thread, messages: [...thread.messages, message], leafId: message.id, updatedAt: at };
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

function changed(thread: Thread, messageId: string, change: (answer: Answer) => Answer): Thread {
  const index = thread.messages.findLastIndex(({ id }) => id === messageId);
  const message = thread.messages[index];
  return message?.role === 'assistant' ? { ...thread, messages: thread.messages.with(index, change(message)) } : thread;
}

function settled({ failure: _failure, status: _status, handle: _handle, ...answer }: Answer, { at, outcome }: Extract<ThreadEvent, { type: 'settled' }>): Answer {
  const steps = answer.steps?.map((step): Step => (step.state === 'running' || step.state === 'waiting' ? { ...step, state: 'stopped', endedAt: at } : step));
  return { ...answer, ...(steps === undefined ? {} : { steps }), ...outcome, endedAt: at };
}

/** A step, or an output, is told anew as it goes on: what is new of it counts, in its old place. */
function toldAnew<Told extends { readonly id: string }>(all: readonly Told[], told: Told): readonly Told[] {
  const index = all.findIndex(({ id }) => id === told.id);
  return index === -1 ? [...all, told] : all.with(index, { ...all[index], ...told });
}

/** The newest message that descends from the given one: where a branch is taken up again. */
function tip(messages: readonly Message[], messageId: string): string {
  const child = messages.findLast(({ parentId }) => parentId === messageId);
  return child === undefined ? messageId : tip(messages, child.id);
}

function titleFrom(prompt: Prompt): string {
  const [line = ''] = prompt.text.trim().split('\n', 1);
  const words = line.trim() === '' ? (prompt.attachments[0]?.path ?? '') : line.trim();
  return words.length > titleLength ? `${words.slice(0, titleLength - 1).trimEnd()}…` : words;
}
