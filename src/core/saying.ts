import type { Attachment } from '../shared/attachment.ts';
import type { Bookmark } from '../shared/bookmark.ts';
import type { Message } from '../shared/message.ts';
import { branch, stillSent } from '../shared/messageTree.ts';
import type { Thread } from '../shared/thread.ts';
import { promptIn } from './foundMessage.ts';
import type { Said } from './turnPlan.ts';

/** What is asked of a model to go on where its answer broke off. */
export const continuePrompt = 'Continue your previous answer exactly where it stopped. Do not repeat any of it and do not comment on the interruption.';

/** A prompt on its way into a thread, or into a new one. */
export interface Saying {
  readonly threadId?: string;
  /** The prompt of the thread that this is another version of; it stays, with all that followed it. */
  readonly instead?: string;
  /** Whose thread a new one is to be. */
  readonly assistantId?: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly workspace: string;
  /** Whether a new one is to be kept in memory alone. */
  readonly temporary?: true;
  /** The thread that a new one is made of: what is known of its secrets is known in the new one. */
  readonly madeOf?: string;
}

/** The thread as it stood when this prompt was written; as it stands, for none. */
export function standing(thread: Thread, instead: string | undefined): Thread {
  if (instead === undefined) return thread;
  const prompt = promptIn(thread, instead);
  const { leafId: _leafId, ...rest } = thread;
  return prompt.parentId === undefined ? rest : { ...rest, leafId: prompt.parentId };
}

/** A prompt at the end of a thread, or of none, with all that goes before it. */
export function saidAfter(thread: Thread | undefined, prompt: Said['prompt'], ask?: Pick<Saying, 'temporary'>): Said {
  return { history: historyOf(thread, thread?.leafId), prompt, ...saidOnTop(thread ?? ask), ...continuing(thread, thread?.leafId) };
}

/** What is sent of the branch that ends here. */
export function historyOf(thread: Thread | undefined, leafId: string | undefined): readonly Message[] {
  return thread === undefined ? [] : stillSent(branch(thread.messages, leafId), thread);
}

/** What goes with each turn of a thread besides its messages. */
export function saidOnTop(thread: Partial<Pick<Thread, 'instructions' | 'temporary'>> | undefined): Pick<Said, 'instructions' | 'unstored'> {
  const { instructions, temporary } = thread ?? {};
  return { ...(instructions === undefined ? {} : { instructions }), ...(temporary === undefined ? {} : { unstored: true }) };
}

/** An answer that is still arriving where a thread ends: what is said next waits for it, and goes on from it. */
export interface Arriving {
  readonly connectionName: string;
  /** Where the server stands with it, as far as that is known by now. */
  readonly bookmark?: Bookmark;
}

/** The answer that is still arriving where this thread ends. */
export function arrivingIn(thread: Thread): Arriving | undefined {
  const { messages } = thread;
  const answer = messages.find(({ id }) => id === thread.leafId);
  if (answer?.role !== 'assistant' || answer.state !== 'running') return undefined;
  const { connectionName, bookmark, parentId } = answer;
  if (bookmark !== undefined) return { connectionName, bookmark };
  const asked = messages.findIndex(({ id }) => id === parentId);
  // One that was asked for anew goes on from nothing.
  const isFirst = messages.filter(({ role, parentId: before }) => role === 'assistant' && before === parentId).length === 1;
  return { connectionName, ...(isFirst ? continuing({ ...thread, messages: messages.slice(0, asked) }, messages[asked]?.parentId) : {}) };
}

/** The bookmark of the answer before, if nothing has been asked of the server since. */
function continuing(thread: Thread | undefined, parentId: string | undefined): { readonly bookmark?: Bookmark } {
  const last = thread?.messages.findLast((message: Message) => message.role === 'assistant');
  if (last?.role !== 'assistant' || last.id !== parentId || last.state !== 'complete' || last.bookmark === undefined) return {};
  // A server that knows the whole history would go on from all of it, and one that has heard what is deleted, from that, too.
  if (thread?.cutAt !== undefined && last.at <= thread.cutAt) return {};
  if (thread?.trimmed !== undefined && thread.messages.indexOf(last) < thread.trimmed.length) return {};
  return { bookmark: last.bookmark };
}
