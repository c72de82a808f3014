import type { Json } from './assistant.ts';
import { isList, isObject } from './assistantFileValues.ts';
import { entryOf } from '../shared/entryOf.ts';
import { t } from '../shared/words.ts';

/** What is wrong with a parameter beyond its kind and size; undefined if nothing is. */
export function parameterProblem(name: string, value: Json): string | undefined {
  return entryOf(checks, name)?.(value);
}

const checks: Readonly<Record<string, (value: Json) => string | undefined>> = {
  stop: (value) => {
    if (isList(value) && value.length > 4) return t('stop takes at most 4 texts; this has {0}.', value.length);
    return [value].flat().every((text) => typeof text === 'string' && text !== '') ? undefined : t('stop must be a text, or up to 4 of them.');
  },
  logit_bias: (value) => {
    const biases = isObject(value) ? Object.entries(value) : [];
    if (biases.some(([token]) => !/^\d+$/.test(token))) return t('logit_bias takes token ids, which are numbers, as its keys.');
    return biases.every(([, bias]) => typeof bias === 'number' && Math.abs(bias) <= 100) ? undefined : t('logit_bias takes numbers from -100 to 100.');
  },
  response_format: (value) => {
    const type = isObject(value) ? value['type'] : value;
    if (type === 'text' || type === 'json_object' || (type === 'auto' && typeof value === 'string')) return undefined;
    if (type !== 'json_schema') return t('response_format must be text, json_object or json_schema.');
    const schema = isObject(value) ? (value['json_schema'] ?? value) : value;
    return isObject(schema) && typeof schema['name'] === 'string' && isObject(schema['schema'] ?? null) ? undefined : t('json_schema needs a name and a schema beneath it.');
  },
  tool_choice: (value) => {
    if (value === 'auto' || value === 'none' || value === 'required') return undefined;
    return isObject(value) && typeof value['type'] === 'string' ? undefined : t('tool_choice must be auto, none, required, or keys with a type.');
  },
  truncation_strategy: (value) => {
    const { type, last_messages: last } = isObject(value) ? value : {};
    if (type !== 'auto' && type !== 'last_messages') return t('truncation_strategy needs a type: auto or last_messages.');
    return last === undefined || last === null || (Number.isSafeInteger(last) && Number(last) >= 1) ? undefined : t('last_messages must be a whole number, at least 1.');
  },
};
