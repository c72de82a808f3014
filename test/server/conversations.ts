import type { Conversation, ConversationDeletedResource } from 'openai/resources/conversations/conversations';
import * as v from 'valibot';
import { check } from './body.ts';
import { objectNotFound } from './errors.ts';
import { newId, now } from './ids.ts';
import { metadata } from './metadata.ts';
import type { Parameters, Route } from './router.ts';
import { inputItems, stored } from './storedItems.ts';
import type { StoredConversation, World } from './world.ts';

const needs = ['conversations'] as const;
const path = '/v1/conversations/{conversationId}';

/** The most items that may come with one request. */
export const mostItems = 20;

const createRequest = v.strictObject({ items: v.exactOptional(v.nullable(v.pipe(inputItems, v.maxLength(mostItems)))), metadata });
const updateRequest = v.strictObject({ metadata: v.nullable(v.record(v.string(), v.string())) });

/** Conversations without their items. There is no way to list them. */
export const conversationRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/conversations',
    needs,
    answer: (exchange, world) => {
      const request = check(createRequest, exchange.request.body ?? {});
      const conversation: Conversation = { id: newId('conv'), object: 'conversation', created_at: now(), metadata: request.metadata ?? {} };
      world.conversations.set(conversation.id, { conversation, items: stored(request.items ?? []), locked: false });
      return conversation;
    },
  },
  { method: 'GET', path, needs, answer: (_exchange, world, parameters) => findConversation(world, parameters).conversation },
  {
    method: 'POST',
    path,
    needs,
    answer: (exchange, world, parameters) => {
      const kept = findConversation(world, parameters);
      kept.conversation = { ...kept.conversation, metadata: check(updateRequest, exchange.request.body).metadata ?? {} };
      return kept.conversation;
    },
  },
  {
    method: 'DELETE',
    path,
    needs,
    answer: (_exchange, world, parameters) => {
      const { id } = findConversation(world, parameters).conversation;
      world.conversations.delete(id);
      return { id, object: 'conversation.deleted', deleted: true } satisfies ConversationDeletedResource;
    },
  },
];

/** The conversation that the path names; throws the service's 404. */
export function findConversation(world: World, parameters: Parameters): StoredConversation {
  const id = parameters['conversationId'] ?? '';
  const found = world.conversations.get(id);
  if (found === undefined) throw objectNotFound('Conversation', id);
  return found;
}
