import { Stream } from 'openai/streaming';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** The answer of a server to a call for an answer, as it came. */
export interface Streamed<Event> {
  readonly data: AsyncIterable<Event>;
  readonly response: Response;
  /** The server's name for the request. */
  readonly request_id: string | null;
}

/** The answer to a call that did not ask for a stream; a server that streams all the same is heard, too. */
export function unread<Event>(response: Response): Streamed<Event> {
  return { data: Stream.fromSSEResponse<Event>(response, new AbortController()), response, request_id: response.headers.get('x-request-id') };
}

/**
 * The events of a stream; or, from a server that answers in one piece, that piece. Throws FailureError `notThisApi` for anything
 * else, such as the login page of a network.
 */
export async function* eventsOf<Event, Whole>({ data, response }: Streamed<Event>, whole: (body: unknown) => Whole | undefined): AsyncGenerator<Event | Whole> {
  const type = response.headers.get('content-type') ?? '';
  if (!/^application\/json/i.test(type)) {
    if (!/^text\/event-stream/i.test(type)) {
      await response.body?.cancel();
      const { host } = new URL(response.url === '' ? 'http://server' : response.url);
      throw new FailureError({ kind: 'notThisApi', message: t('{0} answered with something that is not the API ({1}): a login page or a proxy?', host, type === '' ? t('of no type') : type.split(';', 1)[0] ?? ''), action: 'openSettings' });
    }
    yield* data;
    return;
  }
  const body = whole(await response.json());
  if (body === undefined) throw new FailureError({ kind: 'notThisApi', message: t('The server answered in a form that is not the API’s.'), action: 'openSettings' });
  yield body;
}
