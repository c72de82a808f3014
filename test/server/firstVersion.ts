import type { World } from './world.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What the first version did not know, by the object that came to have it. */
const newInSecond: Readonly<Record<string, readonly string[]>> = {
  assistant: ['tool_resources', 'temperature', 'top_p', 'response_format', 'reasoning_effort'],
  thread: ['tool_resources'],
  'thread.message': ['attachments', 'status', 'completed_at', 'incomplete_at', 'incomplete_details'],
  'thread.run': [
    'incomplete_details', 'max_prompt_tokens', 'max_completion_tokens', 'truncation_strategy', 'response_format', 'tool_choice', 'parallel_tool_calls',
    'temperature', 'top_p',
  ],
  list: ['first_id', 'last_id', 'has_more'],
};
const withFileIds = new Set<unknown>(['assistant', 'thread.message', 'thread.run']);
const unknownInFirst = new Set([
  ...Object.values(newInSecond).flat(), 'additional_messages', 'stream', 'include', 'reasoning_effort',
]);

/** A body of the first version as the second has it: `retrieval` is `file_search`, and what is newer is not seen. */
export function fromFirstVersion(body: unknown): unknown {
  if (Array.isArray(body)) return body.map((item) => fromFirstVersion(item));
  if (!isFields(body)) return body;
  if (body['type'] === 'retrieval') return { ...body, type: 'file_search' };
  const known = Object.entries(body).filter(([name]) => !unknownInFirst.has(name));
  return Object.fromEntries(known.map(([name, value]) => [name, nested.has(name) ? fromFirstVersion(value) : value]));
}

const nested = new Set(['tools', 'thread', 'messages']);

/** An answer as the first version has it. */
export function toFirstVersion(answer: unknown, world: World): object {
  if (!isFields(answer)) return {};
  const { object, id } = answer;
  const dropped = newInSecond[typeof object === 'string' ? object : ''] ?? [];
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(answer)) if (!dropped.includes(name)) kept[name] = convert(name, value, world);
  const files = object === 'thread.run' ? answer['assistant_id'] : id;
  const deleted = typeof answer['deleted'] === 'boolean';
  const fileIds = withFileIds.has(object) && !deleted ? { file_ids: world.attachedFiles.get(String(files))?.map(({ id: file }) => file) ?? [] } : {};
  return { ...kept, ...fileIds };
}

function convert(name: string, value: unknown, world: World): unknown {
  if (name === 'data' && Array.isArray(value)) return value.map((item) => toFirstVersion(item, world));
  if (name === 'status' && value === 'incomplete') return 'completed';
  if (name === 'tools' && Array.isArray(value)) return value.map((tool) => renamed(tool));
  if (name === 'step_details' && isFields(value) && Array.isArray(value['tool_calls'])) return { ...value, tool_calls: value['tool_calls'].map((call) => renamed(call)) };
  return value;
}

function renamed(tool: unknown): unknown {
  if (!isFields(tool) || tool['type'] !== 'file_search') return tool;
  const { file_search: _search, ...kept } = tool;
  return 'id' in kept ? { ...kept, type: 'retrieval', retrieval: {} } : { ...kept, type: 'retrieval' };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
