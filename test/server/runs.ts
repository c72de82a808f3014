import type * as v from 'valibot';
import { findAssistant } from './assistants.ts';
import { assistantsRoute, type AssistantsCall } from './assistantsApi.ts';
import type { Run, Thread } from './assistantTypes.ts';
import { askAgainSoon } from './askAgain.ts';
import { check } from './body.ts';
import { ApiError } from './errors.ts';
import { EventStream } from './eventStream.ts';
import { findModel } from './models.ts';
import { page } from './pages.ts';
import { refuseParameters } from './refusedParameters.ts';
import type { Route } from './router.ts';
import { cancelRun, deliverOutputs } from './runControl.ts';
import type { RunLog } from './runLog.ts';
import { startRun } from './runStart.ts';
import { findRun, findThread, refuseWhileActive, type StoredThread } from './storedThread.ts';
import { addMessages } from './threadMessages.ts';
import { newRun } from './threadObjects.ts';
import { metadataRequest, runRequest, threadAndRunRequest, toolOutputsRequest, type RunRequest } from './threadRequest.ts';
import { makeThread } from './threads.ts';
import { resourcesOf } from './toolResources.ts';

const path = '/v1/threads/{threadId}/runs';

/** The runs of a thread. */
export const runRoutes: readonly Route[] = [
  assistantsRoute('POST', '/v1/threads/runs', (call) => {
    const { thread, tool_resources: resources, ...request } = check(threadAndRunRequest, call.body);
    const assistant = findAssistant(call.world, request.assistant_id);
    const kept = makeThread(thread ?? {}, call.world);
    return begin(call, kept, request, resources === undefined ? assistant.tool_resources : resourcesOf(resources, call.world));
  }),
  assistantsRoute('POST', path, (call) => {
    const kept = findThread(call.world, call.parameters['threadId']);
    const request = check(runRequest, call.body);
    const assistant = findAssistant(call.world, request.assistant_id);
    refuseWhileActive(kept, 'run');
    addMessages(kept, request.additional_messages ?? [], call.world);
    return begin(call, kept, request, assistant.tool_resources);
  }),
  assistantsRoute('GET', path, ({ world, parameters, query }) => {
    const { runs } = findThread(world, parameters['threadId']);
    return page([...runs.values()].map(({ run }) => run), query);
  }),
  assistantsRoute('GET', `${path}/{runId}`, (call) => {
    askAgainSoon(call.exchange);
    return find(call).run;
  }),
  assistantsRoute('POST', `${path}/{runId}`, (call) => {
    const kept = find(call);
    const { metadata } = check(metadataRequest, call.body);
    if (metadata !== undefined) kept.run = { ...kept.run, metadata: metadata ?? {} };
    return kept.run;
  }),
  assistantsRoute('POST', `${path}/{runId}/cancel`, (call) => cancelRun(find(call))),
  assistantsRoute('POST', `${path}/{runId}/submit_tool_outputs`, (call) => {
    const kept = find(call);
    const { tool_outputs: outputs, stream } = check(toolOutputsRequest, call.body);
    const heardSoFar = kept.log.length;
    deliverOutputs(kept, new Map(outputs.map(({ tool_call_id: id, output }) => [id, output])));
    return stream === true ? tell(call, kept.log, heardSoFar) : kept.run;
  }),
];

function find({ world, parameters }: AssistantsCall) {
  return findRun(findThread(world, parameters['threadId']), parameters['runId']);
}

async function begin(call: AssistantsCall, kept: StoredThread, request: RunRequest | v.InferOutput<typeof threadAndRunRequest>, resources: Thread['tool_resources'] | undefined): Promise<Run | undefined> {
  const { exchange, world } = call;
  const run = newRun(request, findAssistant(world, request.assistant_id), kept.thread.id);
  findModel(run.model, world.features);
  refuseParameters(call.body, world.features);
  refuseParameters(setByAssistant(call, request.assistant_id), world.features);
  if (kept.messages.length === 0 && run.instructions === '') throw new ApiError(400, { message: 'Thread has no messages.' });
  const started = startRun({ kept, run, resources: resources ?? null }, exchange, world, 'thread' in request);
  return request.stream === true ? tell(call, started.log, 0) : started.run;
}

/** What the assistant brings into the request beside what every assistant has. */
function setByAssistant({ world }: AssistantsCall, id: string): object {
  const { temperature, top_p: topP } = findAssistant(world, id);
  return { ...(temperature === 1 ? {} : { temperature }), ...(topP === 1 ? {} : { top_p: topP }) };
}

async function tell({ exchange }: AssistantsCall, log: RunLog, from: number): Promise<undefined> {
  const stream = new EventStream(exchange);
  for await (const { event, data } of log.from(from)) await stream.send({ event, data: JSON.stringify(data), delta: event === 'thread.message.delta' });
  await stream.send({ event: 'done', data: '[DONE]', delta: false });
  stream.end();
}
