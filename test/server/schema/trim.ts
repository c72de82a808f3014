// Cuts OpenAI's published description of its API down to what the contract of the offline server needs:
// `node test/server/schema/trim.ts <openapi.json>` writes the openapi.json beside this file.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { eventSchemas } from './eventSchemas.ts';
import { isObject, objectIn, text, type Json, type JsonObject } from './json.ts';
import { plainSchema, referencesIn } from './plainSchema.ts';
import type { Operation, TrimmedDocument } from './trimmedDocument.ts';

/** The beginnings of the paths that the offline server speaks. */
const roots = ['/assistants', '/threads', '/responses', '/conversations', '/chat/completions', '/completions', '/embeddings', '/files', '/containers', '/models', '/uploads', '/vector_stores'];

/** What streams too, which the document says in words only, and what it streams. */
const unsaidEvents: Readonly<Record<string, string>> = {
  'POST /threads/runs': 'AssistantStreamEvent',
  'POST /threads/{thread_id}/runs': 'AssistantStreamEvent',
  'POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs': 'AssistantStreamEvent',
  'POST /completions': 'CreateCompletionResponse',
  'GET /responses/{response_id}': 'ResponseStreamEvent',
};

/** The document without its words, and without what no operation under these paths refers to. */
export function trimmed(document: JsonObject, beginnings: readonly string[] = roots): TrimmedDocument {
  const schemas = { ...objectIn(document, 'components', 'schemas') };
  const operations = Object.entries(objectIn(document, 'paths'))
    .filter(([at]) => beginnings.some((beginning) => at === beginning || at.startsWith(`${beginning}/`)) && !at.includes('?'))
    .flatMap(([at, methods]) => Object.entries(objectIn(methods)).map(([method, operation]) => {
      const name = `${method.toUpperCase()} ${at}`;
      return [name, trimmedOperation(name, objectIn(operation), schemas)] as const;
    }));
  const wanted = operations.flatMap(([, { request = [], response = [], events = {} }]) => [request, response, Object.values(events)].flat());
  const { title, version } = objectIn(document, 'info');
  return {
    $id: 'openapi.json',
    $comment: `Cut by trim.ts from ${text(title)} ${text(version)}; see README.md.`,
    operations: Object.fromEntries(operations),
    components: { schemas: reached(wanted, schemas) },
  };
}

/** The names of an operation's schemas; those that have none are given one, and added. */
function trimmedOperation(name: string, operation: JsonObject, schemas: Record<string, Json>): Operation {
  const named = (schema: Json | undefined, kind: string): string | undefined => {
    if (!isObject(schema)) return undefined;
    const [target] = referencesIn({ $ref: schema['$ref'] ?? null });
    if (target !== undefined) return target;
    const own = `${text(operation['operationId'])}${kind}`;
    schemas[own] = schema;
    return own;
  };
  const answers = objectIn(operation, 'responses', '200', 'content');
  const request = named(objectIn(operation, 'requestBody', 'content', 'application/json')['schema'], 'Body');
  const response = named(objectIn(answers, 'application/json')['schema'], 'Answer');
  const event = named(objectIn(answers, 'text/event-stream')['schema'], 'Event') ?? unsaidEvents[name];
  return {
    ...(request === undefined ? {} : { request }),
    ...(response === undefined ? {} : { response }),
    ...(event === undefined ? {} : { events: eventSchemas(event, schemas) }),
  };
}

/** These schemas and all that they refer to, in the order of their names. */
function reached(names: readonly string[], schemas: JsonObject): Record<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    const schema = plainSchema(objectIn(schemas, name), name);
    found.set(name, schema);
    waiting.push(...referencesIn(schema));
  }
  return Object.fromEntries([...found].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

if (import.meta.main) {
  const document = v.parse(v.custom<JsonObject>((read) => typeof read === 'object'), JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')));
  await writeFile(path.join(import.meta.dirname, 'openapi.json'), `${JSON.stringify(trimmed(document))}\n`);
}
