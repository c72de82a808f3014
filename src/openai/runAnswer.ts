import type { APIPromise } from 'openai';
import type { AssistantStreamEvent } from 'openai/resources/beta/assistants';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { Stream } from 'openai/streaming';
import { FailureError } from '../shared/rpc.ts';
import type { Streamed } from './stream.ts';
import { t } from '../shared/words.ts';

/** What a server makes of a run that was asked for: events, or the run as it stands. */
export interface RunAnswer {
  readonly run: Streamed<AssistantStreamEvent> | Run;
  /** The server's name for the request. */
  readonly requestId: string | null;
}

/** Sends a request for a run. Throws FailureError `notThisApi` when what comes back is none. */
export async function runAnswer(asked: APIPromise<Stream<AssistantStreamEvent> | Run>): Promise<RunAnswer> {
  const { data, response, request_id: requestId } = await asked.withResponse();
  if (isObject(data) && Symbol.asyncIterator in data) return { run: { data, response, request_id: requestId }, requestId };
  return { run: knownRun(data), requestId };
}

/** A run, if this is one. Throws FailureError `notThisApi`. */
export function knownRun(body: unknown): Run {
  if (isRun(body)) return body;
  throw new FailureError({ kind: 'notThisApi', message: t('The server answered in a form that is not the API’s.'), action: 'openSettings' });
}

function isRun(body: unknown): body is Run {
  return isObject(body) && 'id' in body && typeof body.id === 'string' && 'status' in body && typeof body.status === 'string';
}

function isObject<Value>(value: Value): value is Value & object {
  return typeof value === 'object' && value !== null;
}
