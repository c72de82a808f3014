import type { ResponseInputMessageItem, ResponseOutputMessage } from 'openai/resources/responses/responses';
import * as v from 'valibot';
import { newId } from './ids.ts';

/** A message as the server keeps it. */
export type StoredMessage = (ResponseInputMessageItem & { status: 'completed' }) | ResponseOutputMessage;

/** A message as the scripted model hears it. */
export interface Spoken {
  readonly role: 'user' | 'assistant' | 'system';
  readonly text: string;
}

const optionalText = v.exactOptional(v.nullable(v.string()));
const inputText = v.object({ type: v.literal('input_text'), text: v.string() });
const inputImage = v.object({
  type: v.literal('input_image'),
  detail: v.optional(v.picklist(['low', 'high', 'auto', 'original']), 'auto'),
  image_url: optionalText,
  file_id: optionalText,
});
const inputFile = v.object({
  type: v.literal('input_file'),
  detail: v.exactOptional(v.picklist(['low', 'high', 'auto'])),
  file_data: v.exactOptional(v.string()),
  file_id: optionalText,
  filename: v.exactOptional(v.string()),
});
const inputPart = v.variant('type', [inputText, inputImage, inputFile]);
const outputPart = v.variant('type', [
  v.pipe(v.object({ type: v.literal('output_text'), text: v.string() }), v.transform((part) => ({ ...part, annotations: [], logprobs: [] }))),
  v.object({ type: v.literal('refusal'), refusal: v.string() }),
]);
/** A message of a request. */
export const messageItem = v.variant('role', [
  v.strictObject({
    type: v.exactOptional(v.literal('message')),
    id: v.exactOptional(v.string()),
    status: v.exactOptional(v.nullable(v.string())),
    role: v.picklist(['user', 'system', 'developer']),
    content: v.union([v.string(), v.array(inputPart)]),
  }),
  v.strictObject({
    type: v.exactOptional(v.literal('message')),
    id: v.exactOptional(v.string()),
    status: v.exactOptional(v.nullable(v.string())),
    phase: v.exactOptional(v.nullable(v.picklist(['commentary', 'final_answer']))),
    role: v.literal('assistant'),
    content: v.union([v.string(), v.array(outputPart)]),
  }),
]);

/** The message as the server keeps it, under a new id. */
export function storedMessage({ content, role }: v.InferOutput<typeof messageItem>): StoredMessage {
  const kept = { id: newId('msg'), type: 'message', status: 'completed' } as const;
  return role === 'assistant'
    ? { ...kept, role, content: typeof content === 'string' ? [{ type: 'output_text', text: content, annotations: [], logprobs: [] }] : content }
    : { ...kept, role, content: typeof content === 'string' ? [{ type: 'input_text', text: content }] : content };
}

/** What a kept message says. */
export function spoken(message: StoredMessage): Spoken {
  const role = message.role === 'developer' ? 'system' : message.role;
  const texts = message.content.map((part) => {
    if (part.type === 'refusal') return part.refusal;
    return part.type === 'input_text' || part.type === 'output_text' ? part.text : `[${part.type}]`;
  });
  return { role, text: texts.join('\n\n') };
}
