import type { ConversationItemList } from 'openai/resources/conversations/items';
import * as v from 'valibot';
import { check } from './body.ts';
import { findConversation, mostItems } from './conversations.ts';
import { conversationLocked, objectNotFound } from './errors.ts';
import { page, wholePage } from './pages.ts';
import type { Parameters, Route } from './router.ts';
import { inputItems, stored, type StoredItem } from './storedItems.ts';
import type { StoredConversation, World } from './world.ts';

const needs = ['conversations'] as const;
const path = '/v1/conversations/{conversationId}/items';
const createRequest = v.strictObject({ items: v.pipe(inputItems, v.maxLength(mostItems)) });

/** What was said in a conversation. While an answer is being written nothing can be changed. */
export const conversationItemRoutes: readonly Route[] = [
  {
    method: 'POST',
    path,
    needs,
    answer: (exchange, world, parameters) => {
      const kept = findUnlocked(world, parameters);
      const items = stored(check(createRequest, exchange.request.body).items);
      kept.items = [...kept.items, ...items];
      return wholePage(items) satisfies ConversationItemList;
    },
  },
  {
    method: 'GET',
    path,
    needs,
    answer: (exchange, world, parameters) => page(findConversation(world, parameters).items, exchange.query) satisfies ConversationItemList,
  },
  {
    method: 'GET',
    path: `${path}/{itemId}`,
    needs,
    answer: (_exchange, world, parameters) => findItem(findConversation(world, parameters), parameters),
  },
  {
    method: 'DELETE',
    path: `${path}/{itemId}`,
    needs,
    answer: (_exchange, world, parameters) => {
      const kept = findUnlocked(world, parameters);
      const item = findItem(kept, parameters);
      kept.items = kept.items.filter(({ id }) => id !== item.id);
      return kept.conversation;
    },
  },
];

function findUnlocked(world: World, parameters: Parameters): StoredConversation {
  const kept = findConversation(world, parameters);
  if (kept.locked) throw conversationLocked();
  return kept;
}

function findItem(kept: StoredConversation, parameters: Parameters): StoredItem {
  const id = parameters['itemId'] ?? '';
  const found = kept.items.find((item) => item.id === id);
  if (found === undefined) throw objectNotFound('Item', id);
  return found;
}
