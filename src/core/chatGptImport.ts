import * as v from 'valibot';
import type { Answer, Message, Prompt } from '../shared/message.ts';
import type { Thread } from '../shared/thread.ts';
import { emptyThread } from '../shared/threadEvents.ts';
import { builtInAssistant } from './builtInAssistant.ts';

/** Seconds since the epoch, which may be missing. */
const seconds = v.nullish(v.number(), 0);

const node = v.looseObject({
  id: v.string(),
  parent: v.nullish(v.string()),
  message: v.nullish(v.looseObject({
    author: v.looseObject({ role: v.string() }),
    create_time: seconds,
    content: v.looseObject({ content_type: v.string(), parts: v.optional(v.array(v.unknown()), []) }),
    metadata: v.optional(v.looseObject({ model_slug: v.nullish(v.string()), is_visually_hidden_from_conversation: v.nullish(v.boolean()) }), {}),
  })),
});

/** A conversation as ChatGPT's data export has it in conversations.json. */
const conversation = v.looseObject({ title: v.nullish(v.string(), ''), create_time: seconds, update_time: seconds, mapping: v.record(v.string(), node), current_node: v.nullish(v.string()) });

type Node = v.InferOutput<typeof node>;

/** The threads in ChatGPT's data export, what was said in them alone; undefined for what is none. */
export function chatGptThreads(value: unknown): readonly Thread[] | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  if (!v.is(conversation, first)) return undefined;
  const parsed = v.safeParse(v.array(conversation), value);
  return parsed.success ? parsed.output.map(threadOf).filter(({ messages }) => messages.length > 0) : undefined;
}

function threadOf({ title, create_time: created, update_time: updated, mapping, current_node: current }: v.InferOutput<typeof conversation>): Thread {
  const byId = new Map<string, Message>();
  /** Which message stands for each node in the thread: its own, or the last one before it. */
  const standing = new Map<string, string>();
  for (const one of inOrder(mapping)) {
    const before = byId.get(standing.get(one.parent ?? '') ?? '');
    const message = messageOf(one, before);
    if (message !== undefined) byId.set(message.id, message);
    const here = message ?? before;
    if (here !== undefined) standing.set(one.id, here.id);
  }
  const messages = [...byId.values()];
  const leafId = standing.get(current ?? '') ?? messages.at(-1)?.id;
  const createdAt = Math.round(created * 1000);
  return {
    ...emptyThread, id: 'imported', title: title.slice(0, 200), titledBy: 'user', assistantId: builtInAssistant.id, createdAt, updatedAt: Math.max(createdAt, Math.round(updated * 1000)), messages,
    ...(leafId === undefined ? {} : { leafId }),
  };
}

/** The nodes, each behind its parent. */
function inOrder(mapping: Readonly<Record<string, Node>>): readonly Node[] {
  const children = Map.groupBy(Object.values(mapping), ({ parent }) => (typeof parent === 'string' && Object.hasOwn(mapping, parent) ? parent : ''));
  const ordered = [...(children.get('') ?? [])];
  for (const { id } of ordered) ordered.push(...(children.get(id) ?? []));
  return ordered;
}

/** The message in a node, or the answer before it with what it adds; undefined for what nobody said to anybody, or for an answer to nothing. */
function messageOf({ id, message }: Node, before: Message | undefined): Message | undefined {
  if (message === undefined || message === null || message.metadata.is_visually_hidden_from_conversation === true) return undefined;
  const { author, content, create_time: created, metadata } = message;
  const text = content.parts.filter((part): part is string => typeof part === 'string').join('\n\n').trim();
  if (text === '' || !['text', 'multimodal_text'].includes(content.content_type)) return undefined;
  const at = Math.round(created * 1000);
  if (author.role === 'user') return { role: 'user', id, ...(before === undefined ? {} : { parentId: before.id }), at, text, attachments: [] } satisfies Prompt;
  if (author.role !== 'assistant' || before === undefined) return undefined;
  if (before.role === 'assistant') return { ...before, text: `${before.text}\n\n${text}`, endedAt: at };
  return { role: 'assistant', id, parentId: before.id, at, assistantId: builtInAssistant.id, assistantName: 'ChatGPT', connectionName: 'ChatGPT', model: metadata.model_slug ?? '', text, state: 'complete', endedAt: at } satisfies Answer;
}
