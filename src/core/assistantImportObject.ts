import type { Json, JsonObject } from './assistant.ts';
import { fileKey } from './assistantFileKeys.ts';
import { flatTool } from './assistantFileTools.ts';
import { isJson, isList, isObject } from './assistantFileValues.ts';
import { changed, dropped, kept, type ImportedField } from './assistantImportFields.ts';
import { entryOf } from '../shared/entryOf.ts';
import { t } from '../shared/words.ts';

/** Keys of ours that an export has put into the metadata begin so. */
export const metadataPrefix = 'assistants_';

const gone: Readonly<Record<string, string>> = {
  object: t('It says what kind of object this was.'),
  created_at: t('The file has a date of its own.'),
  _request_id: t('It belonged to the answer of the server.'),
};

/** The fields of an assistant of the Assistants API, in its first or second version. */
export function objectFields(source: JsonObject): readonly ImportedField[] {
  return Object.entries(source).flatMap(([field, value]): readonly ImportedField[] => {
    const reason = entryOf(gone, field);
    if (reason !== undefined) return [dropped(field, reason)];
    if (field === 'id') return [dropped(field, t('{0} named it at the server. Where that server still has it, assistant_id binds to it.', textOf(value)))];
    if (value === null) return [dropped(field, t('It had no value.'))];
    if (field === 'tools' && isList(value)) return [toolsField(field, value)];
    if (field === 'file_ids' && isList(value)) return [filesField(source, value)];
    if (field === 'tool_resources' && isObject(value)) return [resourcesField(value)];
    if (field === 'metadata' && isObject(value)) return metadataFields(value);
    if (field === 'response_format' && value === 'auto') return [dropped(field, t('auto is what holds without it.'))];
    if (field === 'instructions' || fileKey(field) !== undefined) return [kept(field, field, value)];
    return [kept(field, field, value, t('It has no meaning here, and stays in the file.'))];
  });
}

/** Tools as other programs write them: older names are brought up to date, functions made flat. */
function toolsField(field: string, tools: readonly Json[]): ImportedField {
  const notes = new Set<string>();
  const taken = tools.flatMap((entry) => {
    const tool = flatTool(entry);
    if (tool?.type === 'retrieval') notes.add(t('retrieval is file_search now.'));
    if (tool === undefined) notes.add(t('One was not understood.'));
    if (isObject(entry) && isObject(entry['function'])) notes.add(t('Functions are written flat.'));
    return tool === undefined ? [] : [tool.type === 'retrieval' ? { ...tool, type: 'file_search' } : tool];
  });
  return notes.size === 0 ? kept(field, 'tools', taken) : changed(field, 'tools', taken, [...notes].join(' '));
}

/** What is at hand as text of any value. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

/** Files of the first version belong to the code interpreter; what retrieval read must be given anew. */
function filesField(source: JsonObject, ids: readonly Json[]): ImportedField {
  if (ids.length === 0) return dropped('file_ids', t('It was empty.'));
  const tools = isList(source['tools']) ? source['tools'] : [];
  const runsCode = tools.some((tool) => isObject(tool) && tool['type'] === 'code_interpreter');
  if (!runsCode || isObject(source['tool_resources'])) return dropped('file_ids', t('{0}: files of retrieval are not searched any more; name the files under knowledge.', ids.map(textOf).join(', ')));
  return changed('file_ids', 'tool_resources', { code_interpreter: { file_ids: ids.slice(0, 20) } }, [t('They stand under tool_resources now, and count only where that server still has them.'), ...(ids.length > 20 ? [t('The first 20 are kept.')] : [])].join(' '));
}

function resourcesField(resources: JsonObject): ImportedField {
  const filled = Object.entries(resources).filter(([, value]) => isObject(value) && Object.values(value).some((ids) => isList(ids) && ids.length > 0));
  if (filled.length === 0) return dropped('tool_resources', t('It was empty.'));
  return kept('tool_resources', 'tool_resources', Object.fromEntries(filled), t('The ids count only where that server still has them.'));
}

function metadataFields(metadata: JsonObject): readonly ImportedField[] {
  const pairs = Object.entries(metadata).filter(([name]) => !name.startsWith(metadataPrefix));
  const ours = Object.entries(metadata).flatMap(([name, value]) => {
    const key = name.slice(metadataPrefix.length);
    return name.startsWith(metadataPrefix) && fileKey(key) !== undefined ? [changed(`metadata.${name}`, key, parsed(value), t('It was written by an export.'))] : [];
  });
  const plain = pairs.every(([, value]) => typeof value === 'string');
  if (pairs.length === 0) return ours.length > 0 ? ours : [dropped('metadata', t('It was empty.'))];
  return [plain ? kept('metadata', 'metadata', Object.fromEntries(pairs)) : changed('metadata', 'metadata', Object.fromEntries(pairs.map(([name, value]) => [name, textOf(value)])), t('Its values are texts now.')), ...ours];
}

function parsed(value: Json): Json {
  try {
    const whole: unknown = typeof value === 'string' ? JSON.parse(value) : value;
    return isJson(whole) ? whole : value;
  } catch {
    return value;
  }
}
