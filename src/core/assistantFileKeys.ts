import type { Parameters } from './assistant.ts';
import { ownKeys, parameterKeys, type AssistantKey } from './assistantKeys.ts';
import { t } from '../shared/words.ts';

/** Who makes use of a key: a kind of back end, or this extension itself. */
type User = 'Responses' | 'Chat Completions' | 'Assistants API' | 'Agents' | 'ours';

/** A key of the front matter with all that its author may want to know. */
export interface FileKey extends AssistantKey {
  readonly name: string;
  readonly usedBy: readonly User[];
  /** What is offered as its value; others may be allowed. */
  readonly values?: readonly string[];
}

const all: readonly User[] = ['Responses', 'Chat Completions', 'Assistants API', 'Agents'];
const sampling: readonly User[] = ['Responses', 'Chat Completions', 'Assistants API'];
const chat: readonly User[] = ['Chat Completions'];
const runs: readonly User[] = ['Assistants API'];
const ours: readonly User[] = ['ours'];

type Help = Pick<FileKey, 'usedBy' | 'values'>;

const help: Readonly<Record<keyof Parameters | keyof typeof ownKeys, Help>> = {
  name: { usedBy: ours },
  description: { usedBy: ours },
  model: { usedBy: all },
  connection: { usedBy: ours },
  temperature: { usedBy: sampling },
  top_p: { usedBy: sampling },
  max_output_tokens: { usedBy: sampling },
  max_tokens: { usedBy: sampling },
  max_prompt_tokens: { usedBy: runs },
  reasoning_effort: { usedBy: all, values: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] },
  verbosity: { usedBy: ['Responses', 'Chat Completions', 'Agents'], values: ['low', 'medium', 'high'] },
  response_format: { usedBy: all, values: ['text', 'json_object', 'json_schema'] },
  frequency_penalty: { usedBy: chat },
  presence_penalty: { usedBy: chat },
  logit_bias: { usedBy: chat },
  n: { usedBy: chat },
  seed: { usedBy: chat },
  stop: { usedBy: chat },
  stream: { usedBy: all },
  tool_choice: { usedBy: sampling, values: ['auto', 'none', 'required'] },
  parallel_tool_calls: { usedBy: sampling },
  max_tool_calls: { usedBy: ['Responses'] },
  truncation_strategy: { usedBy: runs },
  service_tier: { usedBy: ['Responses', 'Chat Completions', 'Agents'], values: ['auto', 'default', 'flex', 'priority'] },
  user: { usedBy: ['Responses', 'Chat Completions'] },
  tools: { usedBy: all, values: ['code_interpreter', 'file_search', 'web_search', 'image_generation'] },
  tool_resources: { usedBy: ['Responses', 'Assistants API'] },
  background: { usedBy: ['Responses'] },
  knowledge: { usedBy: ours },
  starters: { usedBy: ours },
  metadata: { usedBy: sampling },
  assistant_id: { usedBy: ['Assistants API', 'Agents'] },
  additional_instructions: { usedBy: all },
};

const table: Readonly<Record<keyof typeof help, AssistantKey>> = { ...ownKeys, ...parameterKeys };

/** The keys of an assistant's file, in the order in which they are offered. */
export const fileKeys: readonly FileKey[] = namesOf(help).map((name) => ({ name, ...table[name], ...help[name] }));

/** The key of this name. */
export function fileKey(name: string): FileKey | undefined {
  return fileKeys.find((key) => key.name === name);
}

/** The key that was probably meant by a name that is none. */
export function meantKey(name: string): string | undefined {
  const close = fileKeys.map((key) => ({ name: key.name, away: distance(letters(name), letters(key.name)) })).toSorted((one, other) => one.away - other.away)[0];
  const allowed = Math.min(2, Math.floor(letters(name).length / 3));
  return close !== undefined && close.away <= allowed ? close.name : undefined;
}

/** Who makes use of a key, in a sentence. */
export function usedByInWords(usedBy: FileKey['usedBy']): string {
  return usedBy.includes('ours') ? t('Used by this extension.') : t('Used by {0}.', usedBy.join(', '));
}

/** What a key takes, in words: “number, 0 to 2”. */
export function kindWords({ kind, range }: AssistantKey): string {
  const words = { text: t('text'), number: t('number'), integer: t('whole number'), boolean: t('true or false'), list: t('list'), map: t('keys with values'), any: t('value') }[kind];
  if (range === undefined) return words;
  const [least, most] = range;
  if (kind === 'number') return t('number, {0} to {1}', least, most);
  if (kind === 'integer') return least > 0 && most < 1e6 ? t('whole number, {0} to {1}', least, most) : words;
  if (kind === 'text') return t('text, at most {0} characters', most);
  return kind === 'list' ? t('list, at most {0} entries', most) : t('keys with values, at most {0} entries', most);
}

function namesOf<Name extends string>(record: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(record).filter((name): name is Name => Object.hasOwn(record, name));
}

function letters(name: string): string {
  return name.slice(0, 40).toLowerCase().replaceAll(/[^a-z]/g, '');
}

/** How many letters must be put in, taken out or exchanged. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [at, letter] of one.split('').entries()) {
    const next = [at + 1];
    for (const [column, known] of other.split('').entries()) {
      const changed = (row[column] ?? 0) + (letter === known ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
