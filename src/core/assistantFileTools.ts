import type { Json, Tool, ToolResources } from './assistant.ts';
import { isList, isObject, type Complain } from './assistantFileValues.ts';
import { t } from '../shared/words.ts';

/** Limits of the Assistants API: openai package, `AssistantCreateParams`. */
const mostFiles = 20;
const mostStores = 1;

/** The tools in the flat form of our files. An entry that no server could take is left out, with a complaint. */
export function toolsFrom(entries: readonly Json[], complain: Complain): readonly Tool[] {
  return entries.flatMap((entry, index) => {
    const path = ['tools', index];
    const tool = flatTool(entry);
    const wrong = tool === undefined ? t('A tool must be a name such as code_interpreter, or keys with a type.') : toolProblem(tool);
    if (tool !== undefined && wrong === undefined) return [tool];
    complain({ path, severity: 'error', message: wrong ?? '' });
    return [];
  });
}

/** The tool in its flat form: the Assistants API and Chat Completions put a function under a key of its own. */
export function flatTool(entry: Json): Tool | undefined {
  if (typeof entry === 'string') return entry === '' ? undefined : { type: entry };
  if (!isObject(entry)) return undefined;
  const { type, ...rest } = entry;
  if (typeof type !== 'string' || type === '') return undefined;
  const inner = rest[type];
  if (!isObject(inner)) return { ...rest, type };
  const { [type]: _inner, ...beside } = rest;
  return { ...beside, ...inner, type };
}

/** Ids of files and vector stores, as far as they are such lists. */
export function resourcesFrom(value: Json, complain: Complain): ToolResources {
  const { code_interpreter: code, file_search: search, ...unknown } = isObject(value) ? value : {};
  for (const name of Object.keys(unknown)) complain({ path: ['tool_resources', name], onKey: true, severity: 'information', message: t('tool_resources has no “{0}”; it takes code_interpreter and file_search.', name) });
  const files = code === undefined ? undefined : idsFrom(code, ['tool_resources', 'code_interpreter', 'file_ids'], mostFiles, complain);
  const stores = search === undefined ? undefined : idsFrom(search, ['tool_resources', 'file_search', 'vector_store_ids'], mostStores, complain);
  return {
    ...(files === undefined ? {} : { code_interpreter: { file_ids: files } }),
    ...(stores === undefined ? {} : { file_search: { vector_store_ids: stores } }),
  };
}

function idsFrom(holder: Json, path: readonly [string, string, string], most: number, complain: Complain): readonly string[] | undefined {
  const ids = isObject(holder) ? holder[path[2]] : null;
  if (ids === undefined) return [];
  const wrong = !isList(ids) || !ids.every((id) => typeof id === 'string' && id !== '') ? t('{0} needs {1}, a list of ids.', path[1], path[2]) : ids.length > most ? tooMany(path[2], most, ids.length) : undefined;
  if (wrong === undefined && isList(ids)) return ids.filter((id) => typeof id === 'string');
  complain({ path: isObject(holder) ? path : path.slice(0, 2), severity: 'error', message: wrong ?? '' });
  return undefined;
}

function tooMany(name: string, most: number, count: number): string {
  return most === 1 ? t('{0} has at most 1 entry; this has {1}.', name, count) : t('{0} has at most {1} entries; this has {2}.', name, most, count);
}

function toolProblem({ type, name, parameters, container, vector_store_ids: stores }: Tool): string | undefined {
  if (type === 'retrieval') return t('retrieval was renamed: use file_search.');
  if (type === 'code_interpreter') return isObject(container ?? null) ? filesProblem(container) : undefined;
  if (type === 'file_search') return stores === undefined || (isList(stores) && stores.every((id) => typeof id === 'string')) ? undefined : t('vector_store_ids must be a list of ids.');
  if (type !== 'function') return undefined;
  if (typeof name !== 'string' || !/^[a-zA-Z0-9_-]{1,64}$/.test(name)) return t('A function needs a name of at most 64 letters, digits, “_” and “-”.');
  return parameters === undefined || parameters === null || isObject(parameters) ? undefined : t('The parameters of a function must be a JSON schema.');
}

function filesProblem(container: Json | undefined): string | undefined {
  const files = isObject(container) ? container['file_ids'] : undefined;
  if (files === undefined || (isList(files) && files.length <= mostFiles && files.every((id) => typeof id === 'string'))) return undefined;
  return t('file_ids must be a list of at most {0} ids.', mostFiles);
}
