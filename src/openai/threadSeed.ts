import type { ThreadCreateParams } from 'openai/resources/beta/threads/threads';
import type { Turn } from '../core/engine.ts';
import type { Message } from '../shared/message.ts';
import type { AssistantsShape } from './assistantTools.ts';
import type { MessageContents } from './messageContents.ts';

/** The most messages that a thread can be made with: https://developers.openai.com/api/reference/resources/beta/subresources/threads. */
export const seedLimit = 32;

/** A conversation as the messages of a new thread at the server. */
export async function threadSeed(turn: Pick<Turn, 'history' | 'prompt' | 'bytesOf'>, shape: AssistantsShape, contents: MessageContents, signal: AbortSignal): Promise<ThreadCreateParams.Message[]> {
  const messages: ThreadCreateParams.Message[] = [];
  for (const message of turn.history) {
    if (message.role === 'user') messages.push({ role: 'user', content: await contents.ofHistory(message, turn, signal) });
    else messages.push(...answered(message, shape));
  }
  return [...messages, { role: 'user', content: await contents.ofPrompt(turn, signal) }];
}

function answered(message: Message, shape: AssistantsShape): ThreadCreateParams.Message[] {
  if (message.text === '') return [];
  if (shape === 'v2') return [{ role: 'assistant', content: message.text }];
  // In the first version of the API only users speak.
  return [{ role: 'user', content: `Your answer was:\n${message.text.replaceAll(/^/gm, '> ')}` }];
}
