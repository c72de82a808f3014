import { parse } from 'yaml';
import type { Json, JsonObject } from './assistant.ts';
import { isJson, isList, isObject } from './assistantFileValues.ts';
import { printedAssistants, printedValue } from './assistantImportDumps.ts';
import { assistantFrom, type ImportedAssistant } from './assistantImportFields.ts';
import { isLibreChat, libreChatFields } from './assistantImportLibreChat.ts';
import { modeFields, modesIn } from './assistantImportModes.ts';
import { objectFields } from './assistantImportObject.ts';
import { fromFrontMatter, fromPlainText } from './assistantImportText.ts';
import { t } from '../shared/words.ts';

/** What was found in a file: the assistants, and what could not be taken, a sentence each. */
export interface Imported {
  readonly assistants: readonly ImportedAssistant[];
  readonly problems: readonly string[];
}

/** The longest file that is read, in UTF-16 units. */
const sizeLimit = 10_000_000;

/** The longest YAML that is read, and the longest text that is searched for printed objects: both take their time. */
const searchLimit = 1_000_000;

/** Makes assistants of a file from elsewhere, whatever of the known kinds it is. Never throws. */
export function importAssistants(text: string, fileName: string): Imported {
  const stem = stemOf(fileName);
  if (text.trim() === '') return nothing(t('{0} is empty.', fileName));
  if (text.length > sizeLimit) return nothing(t('{0} is longer than ten million characters.', fileName));
  const kind = /\.(?<kind>agent|chatmode|assistant)\.md$/i.exec(fileName)?.groups?.['kind']?.toLowerCase();
  if (kind !== undefined || /^\uFEFF?---[ \t]*\r?\n/.test(text)) return one(fromFrontMatter(text, stem, kind === undefined || kind === 'assistant' ? 'assistant' : 'agent'), fileName);
  const value = jsonOf(text) ?? linesOf(text) ?? (text.length > searchLimit ? undefined : (modesOf(text, fileName) ?? printedValue(text)));
  if (isObject(value) || isList(value)) return fromValue(value, fileName, stem);
  const printed = text.length > searchLimit ? [] : printedAssistants(text);
  if (printed.length > 0) return { assistants: printed.map((object) => assistantFrom(objectFields(object), stem)), problems: [] };
  if (/\.(?:jsonl?|ya?ml|roomodes)$/i.test(fileName)) return nothing(t('{0} cannot be understood: it is neither JSON nor a list of modes.', fileName));
  return { assistants: [fromPlainText(text, stem)], problems: [] };
}

function fromValue(value: Json, fileName: string, stem: string): Imported {
  const modes = modesIn(value);
  if (modes !== undefined) return { assistants: modes.map((mode) => assistantFrom(modeFields(mode), typeof mode['slug'] === 'string' ? mode['slug'] : stem)), problems: modes.length === 0 ? [t('{0} holds no modes.', fileName)] : [] };
  const entries = entriesIn(value);
  const problems: string[] = [];
  const assistants = entries.flatMap((entry, index) => {
    const fields = !isObject(entry) ? undefined : isLibreChat(entry) ? libreChatFields(entry) : isAssistant(entry) ? objectFields(entry) : undefined;
    if (fields !== undefined) return [assistantFrom(fields, entries.length === 1 ? stem : `${stem} ${String(index + 1)}`)];
    problems.push(noAssistant(entry, index + 1, fileName));
    return [];
  });
  return { assistants, problems: entries.length === 0 ? [t('{0} holds no assistants.', fileName)] : problems };
}

/** The objects that may be assistants, out of whatever they are wrapped in. */
function entriesIn(value: Json): readonly Json[] {
  if (isList(value)) return value;
  if (!isObject(value) || isAssistant(value) || isLibreChat(value)) return [value];
  const inner = ['data', 'assistants', 'agents', 'assistant', 'agent'].map((name) => value[name]).find((item) => isList(item) || isObject(item));
  return inner === undefined ? [value] : entriesIn(inner);
}

function isAssistant(value: JsonObject): boolean {
  if (typeof value['object'] === 'string') return value['object'] === 'assistant';
  return typeof value['instructions'] === 'string' || (typeof value['model'] === 'string' && isList(value['tools']));
}

function noAssistant(entry: Json, number: number, fileName: string): string {
  const kind = isObject(entry) ? entry['object'] : undefined;
  if (typeof kind === 'string') return t('Entry {0} of {1} is of the kind “{2}”, not an assistant.', number, fileName, kind.slice(0, 40));
  return t('Entry {0} of {1} is not an assistant: it has no instructions.', number, fileName);
}

function jsonOf(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** JSON Lines: a value on each line. */
function linesOf(text: string): Json | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || lines[0]?.trimStart().startsWith('{') !== true) return undefined;
  const values: Json[] = [];
  for (const line of lines) {
    const value = jsonOf(line);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function modesOf(text: string, fileName: string): Json | undefined {
  if (!/\.roomodes$|\.ya?ml$/i.test(fileName) && !/^customModes:/m.test(text)) return undefined;
  try {
    const value: unknown = parse(text, { maxAliasCount: 100, uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
    return isJson(value) && (modesIn(value) !== undefined || isObject(value)) ? value : undefined;
  } catch {
    return undefined;
  }
}

function one(assistant: ImportedAssistant | string, fileName: string): Imported {
  return typeof assistant === 'string' ? nothing(t('{0} cannot be understood: {1}', fileName, assistant)) : { assistants: [assistant], problems: [] };
}

function nothing(problem: string): Imported {
  return { assistants: [], problems: [problem] };
}

/** The file's name without its folder and its endings. */
function stemOf(fileName: string): string {
  const name = fileName.split(/[/\\]/).at(-1) ?? '';
  const stem = name.replace(/(?:\.(?:assistant|agent|chatmode|instructions|prompt))?\.[a-z]+$/i, '').trim();
  return stem === '' ? t('Imported assistant') : stem;
}
