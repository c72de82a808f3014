import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { ApiError } from './errors.ts';
import { isForm, readForm } from './upload.ts';

/** Bytes that are kept of a file: enough to read in it. */
const fileKept = 1024 * 1024;

/** Bytes that are kept of a part: all that it may have, for they make up a file whose checksum is compared. */
const partKept = 64 * 1024 * 1024;

/** Stands for a body that is no JSON. */
const notJson = Symbol('not JSON');

/** The JSON, or the form, that came with a request; undefined for none. */
export async function readBody(incoming: IncomingMessage): Promise<unknown> {
  if (isForm(incoming)) return readForm(incoming, incoming.url?.startsWith('/v1/uploads/') === true ? partKept : fileKept);
  const sent = await text(incoming);
  if (sent === '') return undefined;
  try {
    return JSON.parse(sent) as unknown;
  } catch {
    return notJson;
  }
}

/** The body as this schema has it; throws the service's 400, which names the parameter at fault. */
export function check<Schema extends v.GenericSchema>(schema: Schema, body: unknown): v.InferOutput<Schema> {
  if (body === notJson || body === undefined) {
    throw new ApiError(400, { message: 'We could not parse the JSON body of your request. The API expects a JSON payload.' });
  }
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  throw refusal(parsed.issues[0]);
}

type Issue = v.BaseIssue<unknown>;

function refusal(first: Issue): ApiError {
  const issues = innermost(first);
  const issue = issues.at(-1) ?? first;
  const param = name(issues.flatMap(({ path }) => path ?? []));
  const wrong = (code: string, message: string): ApiError => new ApiError(400, { message, param: param === '' ? null : param, code });
  if (issue.type === 'strict_object' && issue.expected === 'never') return wrong('unknown_parameter', `Unknown parameter: '${param}'.`);
  if (issue.received === 'undefined') return wrong('missing_required_parameter', `Missing required parameter: '${param}'.`);
  if (issue.type === 'max_length' && Array.isArray(issue.input)) {
    const lengths = [issue.requirement, issue.input.length].map(String);
    const expectation = `Expected an array with maximum length ${lengths.join(', but got an array with length ')} instead.`;
    return wrong('array_above_max_length', `Invalid '${param}': array too long. ${expectation}`);
  }
  if (issue.type === 'max_length' && typeof issue.input === 'string') {
    const lengths = [issue.requirement, issue.input.length].map(String);
    const expectation = `Expected a string with maximum length ${lengths.join(', but got a string with length ')} instead.`;
    return wrong('string_above_max_length', `Invalid '${param}': string too long. ${expectation}`);
  }
  const expected = (issue.expected ?? 'something else').replaceAll(/[()]/g, '').replaceAll('"', "'").replaceAll(' | ', ', ');
  const received = issue.received.replaceAll('"', "'");
  if (['picklist', 'literal', 'variant'].includes(issue.type)) {
    return wrong('invalid_value', `Invalid value: ${received}. Supported values are: ${expected}.`);
  }
  if (issue.kind === 'validation') return wrong('invalid_value', `Invalid '${param}': expected ${expected}, but got ${received} instead.`);
  return wrong('invalid_type', `Invalid type for '${param}': expected ${expected}, but got ${received} instead.`);
}

/** The issue and, where a union hides them, the issues beneath it that lead furthest into the body. */
function innermost(issue: Issue): readonly Issue[] {
  const beneath = (issue.issues ?? []).map((inner) => innermost(inner)).toSorted((one, other) => depth(other) - depth(one))[0];
  return beneath === undefined || depth(beneath) === 0 ? [issue] : [issue, ...beneath];
}

function depth(issues: readonly Issue[]): number {
  return issues.reduce((sum, { path }) => sum + (path?.length ?? 0), 0);
}

/** A path as the service writes it: `input[0].content`. */
function name(path: readonly { readonly key: unknown }[]): string {
  return path.map(({ key }, index) => (typeof key === 'number' ? `[${String(key)}]` : `${index === 0 ? '' : '.'}${String(key)}`)).join('');
}
