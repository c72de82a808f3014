import type { AgentOutputItem, AgentSessionItem } from 'openai/resources/beta/agents/agents';
import type { Step } from '../shared/answerParts.ts';
import { entryOf } from '../shared/entryOf.ts';
import { t } from '../shared/words.ts';

type Item = AgentOutputItem | AgentSessionItem;

const states: Readonly<Record<string, Step['state']>> = { in_progress: 'running', completed: 'complete', failed: 'failed', incomplete: 'failed' };

/** What an agent did on the way, as a step; undefined for what it says, and for functions, whose callers tell of them. */
export function agentStep(item: Item): Step | undefined {
  if (item.type === 'message' || item.type === 'agent_message' || item.type === 'function_call' || item.type === 'function_call_output') return undefined;
  const status = 'status' in item ? (item.status ?? 'completed') : 'completed';
  const { input = '', output = '', ...step } = described(item);
  return { id: item.id, state: entryOf(states, status) ?? 'running', ...step, ...(input === '' ? {} : { input }), ...(output === '' ? {} : { output }) };
}

function described(item: Item): Pick<Step, 'kind' | 'title' | 'input' | 'output'> {
  if (item.type === 'command_execution') return { kind: 'code', title: t('Command'), input: item.command, output: item.output ?? '' };
  if (item.type === 'web_search_call') return { kind: 'search', title: t('Web search'), input: item.action?.type === 'search' ? (item.action.query ?? item.action.queries?.join('\n') ?? '') : '' };
  if (item.type === 'mcp_call') return { kind: 'tool', title: item.name, input: inWords(item.arguments), output: inWords(item.error ?? item.output) };
  if (item.type === 'reasoning') return { kind: 'reasoning', title: t('Reasoning'), output: item.summary.map(({ text }) => text).join('\n\n') };
  const words = item.type.replace(/_call$/, '').replaceAll('_', ' ');
  return { kind: 'tool', title: `${words.slice(0, 1).toUpperCase()}${words.slice(1)}` };
}

/** JSON of any kind as text: text as it stands. */
export function inWords(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
