import { FailureError } from '../shared/rpc.ts';
import type { Chat } from './chat.ts';
import type { ContextMeter } from './contextMeter.ts';
import { promptIn } from './foundMessage.ts';
import type { Threads } from './threads.ts';

/** A prompt in other words, and which of its attachments it keeps. */
interface PromptEdit {
  readonly threadId: string;
  readonly messageId: string;
  readonly text: string;
  readonly attachmentIds: readonly string[];
}

/** What it takes to send one. */
interface EditParts {
  readonly threads: Pick<Threads, 'open'>;
  readonly chat: Pick<Chat, 'measured' | 'send'>;
  readonly meter: Pick<ContextMeter, 'check'>;
  readonly workspace: string;
}

/** Sends a prompt in other words, as another version of it. Throws FailureError where `Chat.send` does, and `contextTooLong` when it would not fit. */
export async function sendEdit({ threads, chat, meter, workspace }: EditParts, { threadId, messageId, text, attachmentIds }: PromptEdit): Promise<void> {
  const { attachments } = promptIn(threads.open(threadId), messageId);
  const saying = { threadId, instead: messageId, text, attachments: attachments.filter(({ id }) => attachmentIds.includes(id)) };
  await meter.check(await chat.measured(saying)).catch((error: unknown) => { throw plainly(error); });
  await chat.send({ ...saying, workspace });
}

/** The ways to make room are for what stands in the composer. */
function plainly(error: unknown): unknown {
  if (!(error instanceof FailureError) || error.failure.kind !== 'contextTooLong') return error;
  return new FailureError({ kind: 'contextTooLong', message: error.failure.message, action: 'newThread' });
}
