import type * as v from 'valibot';
import { objectNotFound, previousResponseNotFound, ApiError } from './errors.ts';
import type { contextEntries } from './responseRequest.ts';
import { stored, type StoredItem } from './storedItems.ts';
import type { StoredConversation, World } from './world.ts';

/** What a request for an answer stands on. */
export interface ResponseContext {
  /** What was said before, first to last, as the server remembers it. */
  readonly history: readonly StoredItem[];
  readonly input: readonly StoredItem[];
  readonly conversation?: StoredConversation;
}

type ContextRequest = v.InferOutput<v.StrictObjectSchema<typeof contextEntries, undefined>>;

/** Finds what a request refers to. A stateless server ignores what is referred to. */
export function contextOf(request: ContextRequest, world: World): ResponseContext {
  const input = stored(request.input);
  const conversation = request.conversation ?? undefined;
  const previous = request.previous_response_id ?? undefined;
  if (!world.features.keepsResponses) return { history: [], input };
  if (conversation !== undefined && previous !== undefined) {
    const message = "Mutually exclusive parameters: 'conversation' and 'previous_response_id'. Ensure you are only providing one of them.";
    throw new ApiError(400, { message, param: 'conversation', code: 'mutually_exclusive_parameters' });
  }
  if (conversation !== undefined) {
    const id = typeof conversation === 'string' ? conversation : conversation.id;
    const found = world.features.conversations ? world.conversations.get(id) : undefined;
    if (found === undefined) throw objectNotFound('Conversation', id);
    return { history: found.items, input, conversation: found };
  }
  if (previous === undefined) return { history: [], input };
  const found = world.responses.get(previous);
  if (found === undefined) throw previousResponseNotFound(previous);
  return { history: [...found.context, ...itemsOf(found.response.output)], input };
}

const keptTypes: ReadonlySet<string> = new Set(['message', 'function_call', 'function_call_output', 'code_interpreter_call', 'file_search_call', 'reasoning']);

/** The items of an answer that the server keeps: all that this server makes. */
export function itemsOf(output: readonly { readonly type: string }[]): readonly StoredItem[] {
  return output.filter((item): item is StoredItem => keptTypes.has(item.type));
}
