import type { Json, JsonObject } from './assistant.ts';
import { fileKey } from './assistantFileKeys.ts';
import { isList, isObject } from './assistantFileValues.ts';
import { changed, dropped, kept, type ImportedField } from './assistantImportFields.ts';
import { textOf } from './assistantImportObject.ts';

const sameKeys = new Set(['name', 'description', 'instructions', 'model']);

const gone: Readonly<Record<string, string>> = {
  additional_instructions: '', artifacts: 'LibreChat draws artifacts itself.', avatar: 'Assistants have no picture here.', provider: '',
  agent_ids: 'One assistant does not hand over to another here.', edges: 'One assistant does not hand over to another here.', actions: 'Its actions live at LibreChat’s server.',
  tool_resources: 'The files lie at LibreChat’s server; name yours under knowledge.', recursion_limit: 'It limited LibreChat’s own rounds of tools.',
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
    if (value === null || value === '' || (isList(value) && value.length === 0)) return [dropped(field, 'It was empty.')];
    if (sameKeys.has(field)) return [kept(field, field, value)];
    if (field === 'additional_instructions') return [kept(field, field, value)];
    if (field === 'conversation_starters') return [changed(field, 'starters', value, 'They are called starters here.')];
    if (field === 'model_parameters' && isObject(value)) return Object.entries(value).map(([name, item]) => parameterField(name, item, source));
    if (field === 'tools' && isList(value)) return [toolsField(value)];
    if (field === 'provider') return [dropped(field, `${textOf(value)}: the connection says who answers.`)];
    return [dropped(field, (Object.hasOwn(gone, field) ? gone[field] : undefined) ?? 'It is LibreChat’s own book-keeping.')];
  });
}

function parameterField(name: string, value: Json, source: JsonObject): ImportedField {
  const field = `model_parameters.${name}`;
  if (value === null || value === '') return dropped(field, 'It was empty.');
  if (name === 'model') return source['model'] === undefined || source['model'] === null ? kept(field, 'model', value) : dropped(field, 'The agent’s own model counts.');
  const key = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  const number = typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
  if (key !== undefined) return changed(field, key, number, `It is called ${key} here.`);
  if (fileKey(name) !== undefined) return kept(field, name, name === 'user' || name === 'stop' ? value : number);
  return dropped(field, 'Only LibreChat knows what to do with it.');
}

function toolsField(value: readonly Json[]): ImportedField {
  const names = value.map((entry) => (isObject(entry) ? textOf(entry['type']) : textOf(entry)));
  const taken = [...new Set(names.flatMap((name) => (Object.hasOwn(tools, name) ? [tools[name] ?? name] : [])))];
  const lost = names.filter((name) => !Object.hasOwn(tools, name));
  const note = [names.includes('execute_code') ? 'execute_code is code_interpreter here.' : '', lost.length === 0 ? '' : `Left out, because they live at LibreChat’s server: ${lost.join(', ')}.`].filter((part) => part !== '').join(' ');
  if (taken.length === 0) return dropped('tools', note);
  return note === '' ? kept('tools', 'tools', taken) : changed('tools', 'tools', taken, note);
}
