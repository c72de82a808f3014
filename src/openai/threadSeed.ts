import type { ThreadCreateParams } from 'openai/resources/beta/threads/threads';
import type { Turn } from '../core/engine.ts';
import type { Attachment } from '../shared/attachment.ts';
import type { Message } from '../shared/message.ts';
import type { AssistantsShape } from './assistantTools.ts';
import type { MessageContents } from './messageContents.ts';
import type { Placed } from './placedFiles.ts';

/** The most messages that a thread can be made with: https://developers.openai.com/api/reference/resources/beta/subresources/threads. */
export const seedLimit = 32;

/** A conversation as the messages of a new thread at the server. */
export async function threadSeed(turn: Pick<Turn, 'history' | 'prompt' | 'bytesOf'>, shape: AssistantsShape, contents: MessageContents, placed: Placed, signal: AbortSignal): Promise<ThreadCreateParams.Message[]> {
  const messages: ThreadCreateParams.Message[] = [];
  for (const message of turn.history) {
    if (message.role === 'user') messages.push({ role: 'user', content: await contents.ofHistory(message, turn, signal), ...attached(placed, message.attachments) });
    else messages.push(...answered(message, shape));
  }
  return [...messages, { role: 'user', content: await contents.ofPrompt(turn, signal), ...attached(placed, turn.prompt.attachments) }];
}

/** The files of one message, each with the tool that is to have it. */
export function attached(placed: Placed, attachments: readonly Attachment[]): Pick<ThreadCreateParams.Message, 'attachments'> {
  const files = placed.of(attachments).map(({ use, fileId }) => ({ file_id: fileId, tools: [{ type: use === 'code' ? 'code_interpreter' as const : 'file_search' as const }] }));
  return files.length === 0 ? {} : { attachments: files };
}

function answered(message: Message, shape: AssistantsShape): ThreadCreateParams.Message[] {
  if (message.text === '') return [];
  if (shape === 'v2') return [{ role: 'assistant', content: message.text }];
  // In the first version of the API only users speak.
  return [{ role: 'user', content: `Your answer was:\n${message.text.replaceAll(/^/gm, '> ')}` }];
}
