import type { ChatCompletionChunk, ChatCompletionMessageFunctionToolCall, ChatCompletionMessageParam, ChatCompletionMessageToolCall } from 'openai/resources/chat/completions';
import type { Turn } from '../core/engine.ts';

type Piece = NonNullable<ChatCompletionChunk.Choice.Delta['tool_calls']>[number];

interface Growing {
  id: string;
  name: string;
  input: string;
  readonly custom: boolean;
}

/** Calls that come in pieces. */
export class ChatCalls {
  readonly #calls: Growing[] = [];
  readonly #at = new Map<number, Growing>();

  /** A piece of a call; what is not as the API has it is none. */
  add(piece: Piece): void {
    const { id = '', index } = piece;
    const { name = '' } = piece.function ?? piece.custom ?? {};
    const input = piece.function?.arguments ?? piece.custom?.input ?? '';
    const known = this.#at.get(index);
    // Some servers give every call the same index, or none: a new id is a new call.
    if (known !== undefined && (id === '' || id === known.id)) {
      known.input += input;
      if (known.name === '') known.name = name;
      return;
    }
    const begun: Growing = { id: id === '' ? `call_${crypto.randomUUID()}` : id, name, input, custom: piece.type === 'custom' };
    this.#calls.push(begun);
    this.#at.set(index, begun);
  }

  get any(): boolean {
    return this.#calls.length > 0;
  }

  /** Has them called, all at once, and gives the messages that tell the model so: its own, and each result. */
  async messages(text: string, call: Turn['call']): Promise<ChatCompletionMessageParam[]> {
    const results = await Promise.all(this.#calls.map(async ({ id, name, input }): Promise<ChatCompletionMessageParam> => {
      const { output } = await call({ id, name, input });
      return { role: 'tool', tool_call_id: id, content: output };
    }));
    return [{ role: 'assistant', content: text === '' ? null : text, tool_calls: this.#calls.map(wireCall) }, ...results];
  }
}

function wireCall({ id, name, input, custom }: Growing): ChatCompletionMessageToolCall {
  const called: ChatCompletionMessageFunctionToolCall = { id, type: 'function', function: { name, arguments: input } };
  return custom ? { id, type: 'custom', custom: { name, input } } : called;
}
