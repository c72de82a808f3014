import { APIError } from 'openai';
import { Stream } from 'openai/streaming';
import { FailureError } from '../shared/rpc.ts';
import { serverSentEvents, type ServerSentEvent } from './serverSentEvents.ts';
import { t } from '../shared/words.ts';

/** The answer of a server to a call for an answer, as it came. */
export interface Streamed<Event> {
  readonly data: AsyncIterable<Event>;
  readonly response: Response;
  /** The server's name for the request. */
  readonly request_id: string | null;
}

/** The most events in a row that may be no JSON. */
const mostUnread = 1;

/** The answer to a call that did not ask for a stream; a server that streams all the same is heard, too. */
export function unread<Event>(response: Response): Streamed<Event> {
  return { data: Stream.fromSSEResponse<Event>(response, new AbortController()), response, request_id: response.headers.get('x-request-id') };
}

/**
 * The events of a stream; or, from a server that answers in one piece, that piece. What is no JSON is left out once, and the second
 * time in a row throws SyntaxError; an error that the server tells throws the SDK's APIError. Throws FailureError `notThisApi` for
 * anything else, such as the login page of a network.
 */
export async function* eventsOf<Event, Whole>({ data, response }: Streamed<Event>, whole: (body: unknown) => Whole | undefined): AsyncGenerator<Event | Whole> {
  const type = response.headers.get('content-type') ?? '';
  if (!/^application\/json/i.test(type)) {
    if (!/^text\/event-stream/i.test(type)) {
      await response.body?.cancel();
      const { host } = new URL(response.url === '' ? 'http://server' : response.url);
      throw new FailureError({ kind: 'notThisApi', message: t('{0} answered with something that is not the API ({1}): a login page or a proxy?', host, type === '' ? t('of no type') : type.split(';', 1)[0] ?? ''), action: 'openSettings' });
    }
    yield* response.body === null ? data : toldEvents<Event>(response.body, response.headers);
    return;
  }
  const body: unknown = await response.json();
  const known = whole(body);
  if (known !== undefined) {
    yield known;
    return;
  }
  if (isObject(body) && 'error' in body && isObject(body.error)) throw new APIError(undefined, body.error, undefined, response.headers);
  throw new FailureError({ kind: 'notThisApi', message: t('The server answered in a form that is not the API’s.'), action: 'openSettings' });
}

async function* toldEvents<Event>(body: ReadableStream<Uint8Array>, headers: Headers): AsyncGenerator<Event> {
  // What is in it is looked at by who reads it.
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- its type is that of the stream
  const isEvent = (value: object): value is Event & object => !Array.isArray(value);
  let unreadInARow = 0;
  for await (const told of serverSentEvents(body)) {
    if (told.data === '[DONE]') return;
    const value = parsed(told.data);
    unreadInARow = value === undefined ? unreadInARow + 1 : 0;
    if (unreadInARow > mostUnread) throw new SyntaxError('The server sent events that are no JSON.');
    if (value === undefined) continue;
    const event = eventIn(told, value, headers);
    if (event !== undefined && isEvent(event)) yield event;
  }
}

/** The event as the SDK's types have it. Throws the SDK's APIError when it tells of an error. */
function eventIn({ event: name = '' }: ServerSentEvent, value: unknown, headers: Headers): object | undefined {
  if (!isObject(value)) return undefined;
  // Some servers do not name the events of a run: their objects do.
  const kind = name === '' && 'object' in value && typeof value.object === 'string' ? value.object : name;
  if (kind.startsWith('thread.')) return { event: kind, data: value };
  const error = 'error' in value && (isObject(value.error) || typeof value.error === 'string') ? value.error : undefined;
  if (name !== 'error' && (error === undefined || error === '')) return value;
  throw new APIError(undefined, isObject(error) ? error : value, typeof error === 'string' ? error : undefined, headers);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
