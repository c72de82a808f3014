import { parameterNames, type Definition, type Json, type JsonObject, type Parameters } from './assistant.ts';
import { fileKey, meantKey } from './assistantFileKeys.ts';
import { parameterProblem } from './assistantFileParameters.ts';
import { resourcesFrom, toolsFrom } from './assistantFileTools.ts';
import { isList, isObject, kindProblem, type Complain, type Complaint } from './assistantFileValues.ts';
import { t } from '../shared/words.ts';

/** A definition as the keys of a head describe it, and what is wrong with them. */
export interface CheckedDefinition {
  readonly definition: Definition;
  readonly complaints: readonly Complaint[];
}

/** After so many complaints, unknown keys are passed over in silence. */
const mostComplaints = 100;

/** Puts the keys of a head into a definition. What is wrong stays out of it; a key without a value says nothing. */
export function definitionFrom(head: JsonObject, base: Definition): CheckedDefinition {
  const complaints: Complaint[] = [];
  const complain: Complain = (complaint) => complaints.push(complaint);
  let definition = base;
  for (const [name, value] of Object.entries(head)) {
    const key = fileKey(name);
    if (key === undefined && complaints.length < mostComplaints) complain({ path: [name], onKey: true, severity: 'information', message: unknownWords(name) });
    else if (key !== undefined && value !== null) {
      const wrong = kindProblem(key, value) ?? parameterProblem(name, value);
      if (wrong === undefined) definition = withKey(definition, name, value, complain);
      else complain({ path: [name], severity: 'error', message: wrong });
    }
  }
  const { temperature, top_p: topP } = definition.parameters;
  if (temperature !== undefined && topP !== undefined) complain({ path: ['top_p'], onKey: true, severity: 'warning', message: t('Both temperature and top_p are set; use one of them.') });
  return { definition, complaints };
}

function withKey(definition: Definition, name: string, value: Json, complain: Complain): Definition {
  if (isParameter(name)) return { ...definition, parameters: { ...definition.parameters, [name]: value } };
  if (name === 'assistant_id' && typeof value === 'string') return { ...definition, serverId: value };
  if (name === 'additional_instructions' && typeof value === 'string') return { ...definition, additionalInstructions: value };
  if (name === 'tools') return { ...definition, tools: toolsFrom(isList(value) ? value : [], complain) };
  if (name === 'tool_resources') return { ...definition, toolResources: resourcesFrom(value, complain) };
  if (name === 'metadata') return { ...definition, metadata: metadataFrom(value, complain) };
  if (name === 'knowledge' || name === 'starters') return { ...definition, [name]: textsFrom(name, isList(value) ? value : [], complain) };
  return { ...definition, [name]: value };
}

function textsFrom(name: 'knowledge' | 'starters', entries: readonly Json[], complain: Complain): readonly string[] {
  return entries.flatMap((entry, index) => {
    const text = typeof entry === 'string' && entry.trim() !== '';
    if (text && (name === 'knowledge' || entry.length <= 4096)) return [entry];
    complain({ path: [name, index], severity: 'error', message: text ? t('A starter has at most {0} characters; this has {1}.', 4096, entry.length) : t('Each entry of {0} must be a text that is not empty.', name) });
    return [];
  });
}

function metadataFrom(value: Json, complain: Complain): Readonly<Record<string, string>> {
  const pairs = Object.entries(isObject(value) ? value : {}).flatMap(([key, item]) => {
    const text = item === null || typeof item === 'object' ? undefined : String(item);
    const wrong = text === undefined ? t('The values of metadata must be texts.') : key.length > 64 ? t('A key of metadata has at most {0} characters; this has {1}.', 64, key.length) : text.length > 512 ? t('A value of metadata has at most {0} characters; this has {1}.', 512, text.length) : undefined;
    if (text !== undefined && wrong === undefined) return [[key, text] as const];
    complain({ path: ['metadata', key], severity: 'error', message: wrong ?? '', ...(key.length > 64 ? { onKey: true } : {}) });
    return [];
  });
  return Object.fromEntries(pairs);
}

function isParameter(name: string): name is keyof Parameters {
  return parameterNames.some((known) => known === name);
}

function unknownWords(name: string): string {
  const meant = meantKey(name);
  return meant === undefined ? t('“{0}” is not a key of assistants; it is kept, and has no effect.', name) : t('“{0}” is not known. Did you mean “{1}”?', name, meant);
}
