import { isJsonList, isJsonObject, type Json } from './assistant.ts';
import { passagesAtEnd } from './promptText.ts';
import type { SentRequest } from './sentRequest.ts';
import { parsed } from './shownRequest.ts';

/** Where a model is asked to answer. */
const asking = /\/(?:responses|chat\/completions|threads\/runs|threads\/[^/]+\/runs|agents\/sessions|sessions\/[^/]+\/events)$/;

/** Where a place for the messages is made at a server: what is asked after that begins in it. */
const beginning = /\/(?:conversations|threads)$/;

/** Where a model is asked to answer in such a place, by the address alone. */
const goingOn = /\/(?:threads\/[^/]+\/runs|sessions\/[^/]+\/events)$/;

/** Whether this request has a model answer. */
export function asksModel({ method, address }: Pick<SentRequest, 'method' | 'address'>): boolean {
  return method === 'POST' && asking.test(new URL(address).pathname);
}

/** Whether the server is told of these requests what was said before; otherwise it goes on from what it keeps. */
export function tellsHistory(requests: readonly SentRequest[]): boolean {
  const first = requests.findIndex(({ method, address }) => method === 'POST' && beginning.test(new URL(address).pathname));
  return requests.some((request, index) => asksModel(request) && ((first >= 0 && first < index) || !goesOn(request)));
}

/** The instructions that went along: each wire has a place of its own for them. */
export function instructionsIn(requests: readonly SentRequest[]): string | undefined {
  for (const { body } of requests) {
    const value = parsed(body);
    if (!isJsonObject(value)) continue;
    const { instructions, messages, agent } = value;
    if (typeof instructions === 'string') return instructions;
    if (isJsonObject(agent) && typeof agent['instructions'] === 'string') return agent['instructions'];
    const system = isJsonList(messages) ? messages.find((message) => isJsonObject(message) && message['role'] === 'system') : undefined;
    if (isJsonObject(system) && typeof system['content'] === 'string') return system['content'];
  }
  return undefined;
}

/** The tools that went along, as JSON; undefined where none did. */
export function toolsIn(requests: readonly SentRequest[]): string | undefined {
  for (const { body } of requests) {
    const value = parsed(body);
    for (const part of isJsonObject(value) ? [value, value['agent']] : []) {
      const tools = isJsonObject(part) ? part['tools'] : undefined;
      if (isJsonList(tools) && tools.length > 0) return JSON.stringify(tools);
    }
  }
  return undefined;
}

/** The passages that went along with a prompt; undefined where none did. */
export function passagesIn(requests: readonly SentRequest[]): string | undefined {
  for (const { body } of requests) {
    const found = textsIn(parsed(body)).map(passagesAtEnd).findLast((text) => text !== '');
    if (found !== undefined) return found;
  }
  return undefined;
}

function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isJsonList(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

function goesOn({ address, body }: SentRequest): boolean {
  const value: Json | undefined = parsed(body);
  return goingOn.test(new URL(address).pathname) || (isJsonObject(value) && (value['previous_response_id'] !== undefined || value['conversation'] !== undefined));
}
