import { parameterNames, type Parameters } from '../core/assistant.ts';
import type { Failure } from '../shared/model.ts';

/** What the wires call parameters otherwise than our files do. */
const wireNames: Readonly<Partial<Record<keyof Parameters, readonly string[]>>> = {
  max_output_tokens: ['max_completion_tokens'],
  reasoning_effort: ['reasoning', 'reasoning.effort'],
  response_format: ['text.format', 'text.format.type'],
  verbosity: ['text.verbosity'],
  user: ['safety_identifier'],
};

/** The parameter of ours that a server refused, if that is what it did: by the name that it gives, else by the name in its words. */
export function refusedParameter({ param, message }: { readonly param?: string | null | undefined; readonly message: string }, sent: Parameters, model: string): Failure | undefined {
  const quoted = [...message.matchAll(/['"`]([\w.]+)['"`]/g)].map(([, name]) => name ?? '');
  const said = typeof param === 'string' && param !== '' ? [param] : /unsupported|not support|unknown|unrecognized|not permitted|extra inputs|does not/i.test(message) ? quoted : [];
  const parameter = parameterNames.find((name) => sent[name] !== undefined && [name, ...(wireNames[name] ?? [])].some((wire) => said.includes(wire)));
  if (parameter === undefined) return undefined;
  return { kind: 'parameterRefused', message: `${model === '' ? 'The model' : model} does not take ${parameter} as this assistant sets it.`, action: 'dropParameter', parameter };
}

/** What the assistant sets and the model has not refused before. */
export function parametersSent(parameters: Parameters, without: readonly string[]): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !without.includes(name)));
}
