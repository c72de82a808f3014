import type { AgainAsk } from '../shared/asks.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Chat } from './chat.ts';
import { fit, type FittingParts } from './fitting.ts';
import { promptIn } from './foundMessage.ts';
import type { Threads } from './threads.ts';

/** A prompt in other words, and which of its attachments it keeps. */
interface PromptEdit extends AgainAsk {
  readonly text: string;
  readonly attachmentIds: readonly string[];
}

/** What it takes to send one. */
interface EditParts extends FittingParts {
  readonly threads: Pick<Threads, 'open'>;
  readonly chat: Pick<Chat, 'measured' | 'send'>;
  readonly workspace: string;
}

/** Sends a prompt in other words, as another version of it. Throws FailureError where `Chat.send` does, and `contextTooLong` when it would not fit. */
export async function sendEdit(parts: EditParts, { threadId, messageId, text, attachmentIds, ...how }: PromptEdit): Promise<void> {
  const { threads, chat, workspace } = parts;
  const { attachments } = promptIn(threads.open(threadId), messageId);
  const saying = { threadId, instead: messageId, text, attachments: attachments.filter(({ id }) => attachmentIds.includes(id)) };
  await fit(parts, threadId, await chat.measured(saying), how).catch((error: unknown) => { throw plainly(error); });
  await chat.send({ ...saying, workspace });
}

/** Of the steps, those that send what was edited: it stays where it is written, and can be shortened there. */
function plainly(error: unknown): unknown {
  if (!(error instanceof FailureError) || error.failure.kind !== 'contextTooLong') return error;
  const { kind, message, action, others = [] } = error.failure;
  const steps = [action, ...others].filter((step) => step === 'trimOldest' || step === 'sendAnyway');
  const [first = 'newThread', ...rest] = steps;
  return new FailureError({ kind, message, action: first, others: rest });
}
