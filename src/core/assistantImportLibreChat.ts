import type { Json, JsonObject } from './assistant.ts';
import { fileKey } from './assistantFileKeys.ts';
import { isList, isObject } from './assistantFileValues.ts';
import { changed, dropped, kept, type ImportedField } from './assistantImportFields.ts';
import { textOf } from './assistantImportObject.ts';
import { entryOf } from '../shared/entryOf.ts';
import { t } from '../shared/words.ts';

const sameKeys = new Set(['name', 'description', 'instructions', 'model']);

const gone: Readonly<Record<string, string>> = {
  additional_instructions: '', artifacts: t('LibreChat draws artifacts itself.'), avatar: t('Assistants have no picture here.'), provider: '',
  agent_ids: t('One assistant does not hand over to another here.'), edges: t('One assistant does not hand over to another here.'), actions: t('Its actions live at LibreChat’s server.'),
  tool_resources: t('The files lie at LibreChat’s server; name yours under knowledge.'), recursion_limit: t('It limited LibreChat’s own rounds of tools.'),
};

const parameters: Readonly<Record<string, string>> = {
  max_tokens: 'max_output_tokens', maxTokens: 'max_output_tokens', maxOutputTokens: 'max_output_tokens', max_completion_tokens: 'max_output_tokens', max_output_tokens: 'max_output_tokens',
  topP: 'top_p', frequencyPenalty: 'frequency_penalty', presencePenalty: 'presence_penalty', promptPrefix: 'additional_instructions', maxContextTokens: 'max_prompt_tokens', effort: 'reasoning_effort',
};

const tools: Readonly<Record<string, string>> = { execute_code: 'code_interpreter', code_interpreter: 'code_interpreter', file_search: 'file_search', web_search: 'web_search', image_gen_oai: 'image_generation' };

/** Whether this is an agent of LibreChat. */
export function isLibreChat(source: JsonObject): boolean {
  return isObject(source['model_parameters']) || (typeof source['provider'] === 'string' && typeof source['instructions'] === 'string') || textOf(source['id']).startsWith('agent_');
}

/** The fields of an agent of LibreChat, as its server gives it out. */
export function libreChatFields(source: JsonObject): readonly ImportedField[] {
  return Object.entries(source).flatMap(([field, value]): readonly ImportedField[] => {
    if (value === null || value === '' || (isList(value) && value.length === 0)) return [dropped(field, t('It was empty.'))];
    if (sameKeys.has(field)) return [kept(field, field, value)];
    if (field === 'additional_instructions') return [kept(field, field, value)];
    if (field === 'conversation_starters') return [changed(field, 'starters', value, t('They are called starters here.'))];
    if (field === 'model_parameters' && isObject(value)) return Object.entries(value).map(([name, item]) => parameterField(name, item, source));
    if (field === 'tools' && isList(value)) return [toolsField(value)];
    if (field === 'provider') return [dropped(field, t('{0}: the connection says who answers.', textOf(value)))];
    return [dropped(field, entryOf(gone, field) ?? t('It is LibreChat’s own book-keeping.'))];
  });
}

function parameterField(name: string, value: Json, source: JsonObject): ImportedField {
  const field = `model_parameters.${name}`;
  if (value === null || value === '') return dropped(field, t('It was empty.'));
  if (name === 'model') return source['model'] === undefined || source['model'] === null ? kept(field, 'model', value) : dropped(field, t('The agent’s own model counts.'));
  const key = entryOf(parameters, name);
  const number = typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
  if (key !== undefined) return changed(field, key, number, t('It is called {0} here.', key));
  if (fileKey(name) !== undefined) return kept(field, name, name === 'user' || name === 'stop' ? value : number);
  return dropped(field, t('Only LibreChat knows what to do with it.'));
}

function toolsField(value: readonly Json[]): ImportedField {
  const names = value.map((entry) => (isObject(entry) ? textOf(entry['type']) : textOf(entry)));
  const taken = [...new Set(names.flatMap((name) => (Object.hasOwn(tools, name) ? [tools[name] ?? name] : [])))];
  const lost = names.filter((name) => !Object.hasOwn(tools, name));
  const note = [names.includes('execute_code') ? t('execute_code is code_interpreter here.') : '', lost.length === 0 ? '' : t('Left out, because they live at LibreChat’s server: {0}.', lost.join(', '))].filter((part) => part !== '').join(' ');
  if (taken.length === 0) return dropped('tools', note);
  return note === '' ? kept('tools', 'tools', taken) : changed('tools', 'tools', taken, note);
}
