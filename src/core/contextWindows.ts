import type { Assistant } from './assistant.ts';
import type { BackEnds } from './backEnds.ts';
import type { Connection } from './connections.ts';
import type { Model } from './engine.ts';
import type { ModelLists } from './modelLists.ts';

/** How many tokens a model takes. */
interface Limits {
  /** Prompt and answer together. */
  readonly window: number;
  /** The prompt alone, where the rest of the window is for the answer whatever its length. */
  readonly input?: number;
}

/**
 * How many tokens models take, prompt and answer together, as their makers and those who serve them say (November 2026:
 * https://developers.openai.com/api/docs/models, https://vercel.com/ai-gateway/models), and the prompt alone where that is less: the
 * window without the longest answer (https://openai.com/index/introducing-gpt-5-for-developers; what is refused for it:
 * https://github.com/cline/cline/issues/5474). A name counts with its dates and sizes after it.
 */
const published: readonly (readonly [name: RegExp, window: number, input?: number])[] = [
  [/^gpt-6-luna/, 1_050_000],
  [/^gpt-5\.6-(?:luna|sol|terra)/, 1_050_000],
  [/^gpt-5\.4(?!-(?:mini|nano))/, 1_050_000, 922_000],
  [/^gpt-5(?:\.[12])?-chat/, 128_000],
  [/^gpt-5(?:\.2)?-pro/, 400_000],
  [/^gpt-5(?:\.[12])?(?![.\d])/, 400_000, 272_000],
  [/^gpt-4\.1/, 1_047_576],
  [/^gpt-4o(?!.*(?:audio|realtime|transcribe|tts))/, 128_000],
  [/^gpt-4-turbo|^gpt-4-(?:0125|1106)/, 128_000],
  [/^gpt-4(?![.\w]|-32k)/, 8192],
  [/^gpt-3\.5-turbo(?!-instruct)/, 16_385],
  [/^o[134](?![\w.])/, 200_000],
  [/^gpt-oss/, 131_072],
];

/** A model among those that its server lists. Ollama takes a name without a tag for the one that is tagged as the latest. */
export function listedModel(model: string, listed: readonly Model[]): Model | undefined {
  return listed.find(({ id }) => id === model) ?? listed.find(({ id, loads }) => loads === true && id === `${model}:latest`);
}

/** How many tokens a model takes: as its server says, else as is published; undefined where nobody says. */
export function limitsOf(model: string, listed: readonly Model[]): Limits | undefined {
  const { window: own, loads } = listedModel(model, listed) ?? {};
  if (loads === true) return own === undefined ? undefined : { window: own };
  const name = model.toLowerCase().replace(/^openai\//, '');
  const [, most, input] = published.find(([pattern]) => pattern.test(name)) ?? [];
  const window = own ?? most;
  return window === undefined ? undefined : { window, ...(input === undefined || window !== most ? {} : { input }) };
}

/** What tells which model answers, and how much it takes. */
interface WindowParts {
  readonly backEnds: Pick<BackEnds, 'knownModel'>;
  readonly lists?: Pick<ModelLists, 'known'>;
}

/** How many tokens the model takes that would answer, prompt and answer together, as far as that is known without asking anybody. */
export function windowFor({ backEnds, lists }: WindowParts, assistant: Pick<Assistant, 'model'>, connection: Connection): number | undefined {
  const model = backEnds.knownModel(assistant, connection);
  return model === undefined ? undefined : limitsOf(model, lists?.known(connection) ?? [])?.window;
}
