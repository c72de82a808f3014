import type { Assistant } from './assistant.ts';
import type { FunctionCall } from './engine.ts';

/** The longest input of a call, and the longest of its names, in characters. */
const inputLimit = 1_000_000;
const nameLimit = 256;

/**
 * Why nobody is asked about a call, in words for the model: it is not in the form of the API, has been made before in this turn, or is
 * of no function that the assistant has. Undefined for a call that may be answered; `made` are the ids of those before it.
 */
export function refusalOf({ id, name, input }: FunctionCall, { tools, serverId }: Pick<Assistant, 'serverId' | 'tools'>, made: ReadonlySet<string>): string | undefined {
  if (!isName(id) || !isName(name) || typeof input !== 'string') return 'The call was not in the form of the API, and nothing was done.';
  if (made.has(id)) return 'There was a call of this id before, and nothing was done for this one.';
  if (input.length > inputLimit) return `The input of the call was longer than ${inputLimit.toLocaleString('en')} characters, and nothing was done.`;
  const tool = tools.find((own) => (own.type === 'function' || own.type === 'custom') && own['name'] === name);
  // What an assistant of the server’s may call, the server knows.
  if (tool === undefined) return serverId === undefined ? 'There is no function of this name, and nothing was done.' : undefined;
  return tool.type === 'function' && input.trim() !== '' && !isJson(input) ? 'The arguments of the call were no JSON, and nothing was done.' : undefined;
}

function isName(name: unknown): boolean {
  return typeof name === 'string' && name !== '' && name.length <= nameLimit;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
