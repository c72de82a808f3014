import type OpenAI from 'openai';
import type { ConversationItem } from 'openai/resources/conversations/items';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { serverId } from './serverId.ts';
import { unread, type Streamed } from './stream.ts';

/**
 * The answer to a prompt that a conversation of the server has though it never arrived here, as if it did now; undefined if there is none.
 * Throws the SDK's errors.
 */
export async function landedAnswer(client: OpenAI, conversation: string, prompt: string, signal: AbortSignal): Promise<Streamed<ResponseStreamEvent> | undefined> {
  const { data } = await client.conversations.items.list(serverId(conversation), { limit: 50, order: 'desc' }, { signal });
  const at = data.findIndex((item) => item.type === 'message' && item.role === 'user');
  const asked = data[at];
  if (asked === undefined || textOf(asked) !== prompt) return undefined;
  const output = data.slice(0, at).toReversed();
  if (output.length === 0) return undefined;
  return unread(Response.json({ id: '', object: 'response', status: 'completed', output }));
}

function textOf(item: ConversationItem): string {
  return item.type === 'message' ? item.content.map((part) => ('text' in part ? part.text : '')).join('') : '';
}
