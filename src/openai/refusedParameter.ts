import { parameterNames, type Parameters } from '../core/assistant.ts';
import type { Failure } from '../shared/failure.ts';
import { t } from '../shared/words.ts';

/** What the wires call parameters otherwise than our files do. */
const wireNames: Readonly<Partial<Record<keyof Parameters, readonly string[]>>> = {
  max_output_tokens: ['max_completion_tokens', 'max_tokens'],
  max_tokens: ['max_output_tokens'],
  reasoning_effort: ['reasoning.effort', 'reasoning'],
  response_format: ['text.format'],
  verbosity: ['text.verbosity'],
  user: ['safety_identifier'],
};

/** What servers say, each in its own words, of something that they do not take. */
const refusing = /unsupported|not (?:\w+ )?support|unknown|unrecognized|unexpected|invalid|unavailable|not permitted|not allowed|not implemented|extra inputs|extra fields|does not|cannot unmarshal|type must be|only one completion choice/i;

/** The parameter of ours that a server refused, if that is what it did: by the name that it gives, else by the name in its words. */
export function refusedParameter({ param, message }: { readonly param?: string | null | undefined; readonly message: string }, sent: Parameters, model: string): Failure | undefined {
  const parameter = typeof param === 'string' && param !== '' ? named(param, sent) : saidIn(message, sent);
  if (parameter === undefined) return undefined;
  return { kind: 'parameterRefused', message: model === '' ? t('The model does not take {0} as this assistant sets it.', parameter) : t('{0} does not take {1} as this assistant sets it.', model, parameter), action: 'dropParameter', parameter };
}

/** What the assistant sets and the model has not refused before. */
export function parametersSent(parameters: Parameters, without: readonly string[]): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !without.includes(name)));
}

/** The parameter with this name on a wire, or around it or within: `reasoning` for `reasoning.effort`, `stop[0]` for `stop`. */
function named(param: string, sent: Parameters): keyof Parameters | undefined {
  const own = parameterNames.find((name) => name === param && sent[name] !== undefined);
  if (own !== undefined) return own;
  return parameterNames.find((name) => sent[name] !== undefined && [name, ...(wireNames[name] ?? [])].some((wire) => isWithin(param, wire)));
}

function isWithin(param: string, name: string): boolean {
  return param === name || (param.startsWith(name) && /[.[]/.test(param.charAt(name.length)));
}

function saidIn(message: string, sent: Parameters): keyof Parameters | undefined {
  if (!refusing.test(message)) return undefined;
  if (sent.n !== undefined && /only one completion choice/i.test(message)) return 'n';
  // Between quotes, or after such a word as “parameter”, any name counts; elsewhere only one that is no word of plain English.
  const names = message.matchAll(/['"`]([a-z_.[\]\d]+)['"`]|(?:parameters?|param|argument|field|supplied|property):? ([a-z_.]+)|(\b(?:temperature|verbosity|logit_bias|[a-z]+_[a-z_]+)\b)/gi);
  for (const [, quoted, called, bare] of names) {
    const name = (quoted ?? called ?? bare ?? '').replace(/\.$/, '');
    // Ollama says where it is, too: “field ChatCompletionRequest.top_p”.
    const found = named(name, sent) ?? (quoted === undefined ? named(name.slice(name.lastIndexOf('.') + 1), sent) : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}
