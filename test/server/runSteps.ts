import type { RunStep } from './assistantTypes.ts';
import { assistantsRoute, type AssistantsCall } from './assistantsApi.ts';
import { noneFound } from './errors.ts';
import { page } from './pages.ts';
import type { Route } from './router.ts';
import { findRun, findThread } from './storedThread.ts';

const path = '/v1/threads/{threadId}/runs/{runId}/steps';
const contents = 'step_details.tool_calls[*].file_search.results[*].content';

/** What a run did. */
export const runStepRoutes: readonly Route[] = [
  assistantsRoute('GET', path, (call) => page(stepsOf(call), call.query)),
  assistantsRoute('GET', `${path}/{stepId}`, (call) => {
    const id = call.parameters['stepId'] ?? '';
    const found = stepsOf(call).find((step) => step.id === id);
    if (found === undefined) throw noneFound('run step', id);
    return found;
  }),
];

function stepsOf({ world, parameters, exchange }: AssistantsCall): readonly RunStep[] {
  const { steps } = findRun(findThread(world, parameters['threadId']), parameters['runId']);
  return [...exchange.query.values()].includes(contents) ? steps : steps.map((step) => withoutContents(step));
}

/** The step without the words that a search found: they are given to those only who ask. */
function withoutContents(step: RunStep): RunStep {
  if (step.step_details.type !== 'tool_calls') return step;
  const calls = step.step_details.tool_calls.map((call) => {
    if (call.type !== 'file_search') return call;
    const results = (call.file_search.results ?? []).map(({ content: _content, ...result }) => result);
    return { ...call, file_search: { ...call.file_search, results } };
  });
  return { ...step, step_details: { type: 'tool_calls', tool_calls: calls } };
}
