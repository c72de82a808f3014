import { BackgroundRun } from './backgroundRun.ts';
import { check } from './body.ts';
import { ApiError } from './errors.ts';
import { EventStream, type Frame } from './eventStream.ts';
import type { Exchange } from './exchange.ts';
import { isDelta, type WireEvent } from './responseEvents.ts';
import { responseRequest } from './responseRequest.ts';
import { workFor, type ResponseWork } from './responseWork.ts';
import type { Route } from './router.ts';
import type { World } from './world.ts';

/** `POST /v1/responses`: at once, as a stream, or in the background. */
export const responseRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/responses',
    needs: ['responses'],
    answer: (exchange, world) => {
      const request = check(responseRequest, exchange.request.body);
      const inBackground = request.background === true && world.features.keepsResponses;
      if (inBackground && request.store === false) {
        throw new ApiError(400, { message: "Background mode requires 'store' to be true.", param: 'background' });
      }
      const work = workFor(request, exchange, world);
      if (!inBackground) return answerNow(exchange, work, request.stream === true);
      const run = startRun(work, world);
      return request.stream === true ? streamRun(exchange, run, -1) : { ...work.response, status: 'queued' };
    },
  },
];

/** Sends the events of an answer in the background that come after this number. */
export async function streamRun(exchange: Exchange, run: BackgroundRun, after: number): Promise<undefined> {
  const stream = new EventStream(exchange);
  for await (const event of run.after(after)) await stream.send(frame(event));
  stream.end();
}

/** Works an answer off while its client listens; when the client leaves, nothing is kept of it. */
async function answerNow(exchange: Exchange, work: ResponseWork, streams: boolean): Promise<object | undefined> {
  let end: WireEvent | undefined;
  try {
    const stream = streams ? new EventStream(exchange) : undefined;
    for (const event of work.events) {
      if (isDelta(event)) await exchange.pace(work.wordDelay);
      if (isLast(event)) {
        work.settle(event.response);
        work.release();
      }
      await stream?.send(frame(event));
      end = event;
    }
    stream?.end();
  } finally {
    work.release();
  }
  if (streams) return undefined;
  if (end?.type === 'error') throw new ApiError(500, { message: end.message, type: 'server_error', code: end.code });
  return end !== undefined && isLast(end) ? end.response : undefined;
}

function startRun(work: ResponseWork, world: World): BackgroundRun {
  const run = new BackgroundRun();
  const { id } = work.response;
  world.responses.set(id, { response: { ...work.response, status: 'queued' }, context: work.context, run });
  void run.write(work, (event) => {
    const kept = world.responses.get(id);
    if (isLast(event)) work.settle(event.response);
    else if (kept !== undefined && 'response' in event) kept.response = event.response;
  });
  return run;
}

function isLast(event: WireEvent): event is Extract<WireEvent, { readonly type: 'response.completed' | 'response.failed' | 'response.incomplete' }> {
  return event.type === 'response.completed' || event.type === 'response.failed' || event.type === 'response.incomplete';
}

function frame(event: WireEvent): Frame {
  return { event: event.type, data: JSON.stringify(event), delta: isDelta(event) };
}
