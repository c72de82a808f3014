import type { ThreadCreateParams } from 'openai/resources/beta/threads/threads';
import type { Turn } from '../core/engine.ts';
import { promptText } from '../core/promptText.ts';
import type { Message } from '../shared/model.ts';
import type { AssistantsShape } from './assistantTools.ts';

/** The most messages that a thread can be made with: https://developers.openai.com/api/reference/resources/beta/subresources/threads. */
export const seedLimit = 32;

/** A conversation as the messages of a new thread at the server. */
export function threadSeed({ history, prompt }: Pick<Turn, 'history' | 'prompt'>, shape: AssistantsShape): ThreadCreateParams.Message[] {
  return [...history.flatMap((message) => seeded(message, shape)), { role: 'user', content: promptText(prompt) }];
}

function seeded(message: Message, shape: AssistantsShape): ThreadCreateParams.Message[] {
  if (message.role === 'user') return [{ role: 'user', content: promptText(message) }];
  if (message.text === '') return [];
  if (shape === 'v2') return [{ role: 'assistant', content: message.text }];
  // In the first version of the API only users speak.
  return [{ role: 'user', content: `Your answer was:\n${message.text.replaceAll(/^/gm, '> ')}` }];
}
