import { isJsonList, isJsonObject, type Json } from './assistant.ts';
import type { SentRequest } from './sentRequest.ts';

/** Stands where a secret was sent. */
const notShown = '(not shown)';

/** The request without what a tool server is trusted with; nothing else of it changes, not a byte. */
export function withoutToolSecrets(request: SentRequest): SentRequest {
  if (!request.body.includes('"mcp"')) return request;
  const body = parsed(request.body);
  if (!isJsonObject(body) || !isJsonList(body['tools'])) return request;
  return { ...request, body: JSON.stringify({ ...body, tools: body['tools'].map(withoutSecrets) }) };
}

/** A tool without what a tool server is trusted with. */
export function withoutSecrets(tool: Json): Json {
  return isJsonObject(tool) && tool['type'] === 'mcp' ? masked(tool) : tool;
}

/** The body, indented; without the blanks between its parts it is what was sent. */
export function indented({ body }: SentRequest): string {
  const value = parsed(body);
  return value === undefined ? JSON.stringify(body) : JSON.stringify(value, null, 2);
}

/** The JSON in a body; undefined where it is none. */
export function parsed(body: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What JSON.parse gives is always JSON. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}

function masked(value: Json, secret = false): Json {
  if (isJsonList(value)) return value.map((item) => masked(item, secret));
  if (!isJsonObject(value)) return secret && value !== null ? notShown : value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, masked(inner, secret || /^(?:authorization|headers|env)$/i.test(name))]));
}
