import type { ResponseOutputItem } from 'openai/resources/responses/responses';
import type { Step } from '../shared/answerParts.ts';
import { t } from '../shared/words.ts';

type Told = Pick<Step, 'kind' | 'title' | 'input' | 'output'>;

/** Items that are told otherwise: text as text, calls of the user's functions by the turn that has them called. */
const toldOtherwise: ReadonlySet<string> = new Set(['message', 'function_call', 'function_call_output', 'custom_tool_call', 'custom_tool_call_output']);

/** What the model did on its way, as an output item tells it; `over` once the item is done. */
export function stepOf(item: ResponseOutputItem, id: string, over: boolean): Step | undefined {
  if (toldOtherwise.has(item.type)) return undefined;
  const { input = '', output = '', ...told } = toldBy(item);
  return { id, ...told, state: stateOf(item, over), ...(input === '' ? {} : { input }), ...(output === '' ? {} : { output }) };
}

function stateOf(item: ResponseOutputItem, over: boolean): Step['state'] {
  if (!over) return 'running';
  const failed = 'status' in item && (item.status === 'failed' || item.status === 'incomplete');
  return failed || (item.type === 'mcp_call' && typeof item.error === 'object' && item.error !== null) ? 'failed' : 'complete';
}

// Servers leave out what they do not have, whatever the types say.
function toldBy(item: ResponseOutputItem): Told {
  if (item.type === 'code_interpreter_call') {
    const output = (item.outputs ?? []).map((piece) => (piece.type === 'logs' ? piece.logs : t('[image]'))).join('\n');
    return { kind: 'code', title: t('Code interpreter'), input: item.code ?? '', output };
  }
  if (item.type === 'file_search_call') {
    const output = [...new Set((item.results ?? []).flatMap(({ filename }) => filename ?? []))].join('\n');
    return { kind: 'search', title: t('File search'), input: wordsOf(item.queries), output };
  }
  if (item.type === 'web_search_call') return { kind: 'search', title: t('Web search'), input: wordsOf(item.action) };
  if (item.type === 'mcp_call') return { kind: 'tool', title: `${item.server_label}: ${item.name}`, input: item.arguments, output: item.output ?? wordsOf(item.error) };
  if (item.type === 'reasoning') {
    const summary = item.summary?.map(({ text }) => text) ?? [];
    const thoughts = summary.length > 0 ? summary : (item.content?.map(({ text }) => text) ?? []);
    return { kind: 'reasoning', title: t('Reasoning'), output: thoughts.join('\n\n') };
  }
  const words = item.type.replace(/_call$/, '').replaceAll('_', ' ');
  return { kind: 'tool', title: `${words.slice(0, 1).toUpperCase()}${words.slice(1)}` };
}

/** The words within a value, each on its line; of an object, those that tell what was asked for or what went wrong. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.filter((word) => typeof word === 'string').join('\n');
  if (typeof value !== 'object' || value === null) return '';
  const telling = Object.entries(value).filter(([key, word]) => ['query', 'url', 'pattern', 'message'].includes(key) && typeof word === 'string');
  return telling.map(([, word]) => String(word)).join('\n');
}
