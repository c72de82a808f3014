import type { Parameters } from './assistant.ts';
import { t } from '../shared/words.ts';

/** What a key of an assistant's file takes. */
type KeyKind = 'text' | 'number' | 'integer' | 'boolean' | 'list' | 'map' | 'any';

/** A key of the front matter: what it takes, and what it is for. */
export interface AssistantKey {
  readonly kind: KeyKind;
  /** Both ends included: of a number its value, of a text its length in characters, of a list or map its count. */
  readonly range?: readonly [least: number, most: number];
  readonly meaning: string;
}

/** The keys that are parameters of the model. Ranges are those of the openai package's comments. */
export const parameterKeys: Readonly<Record<keyof Parameters, AssistantKey>> = {
  temperature: { kind: 'number', range: [0, 2], meaning: t('How freely the model chooses its words: 0 is the most settled. Set this or top_p, not both.') },
  top_p: { kind: 'number', range: [0, 1], meaning: t('Only the words that make up this part of the probability are considered. Set this or temperature, not both.') },
  max_output_tokens: { kind: 'integer', range: [1, 1e9], meaning: t('The most tokens of one answer, reasoning included.') },
  max_tokens: { kind: 'integer', range: [1, 1e9], meaning: t('The older name of max_output_tokens, which some servers want.') },
  max_prompt_tokens: { kind: 'integer', range: [256, 1e9], meaning: t('The most tokens of the history that a run may use (Assistants API).') },
  reasoning_effort: { kind: 'text', range: [1, 64], meaning: t('How long the model thinks first: none, minimal, low, medium, high, xhigh; as the model allows.') },
  verbosity: { kind: 'text', range: [1, 64], meaning: t('How long answers are: low, medium, high.') },
  response_format: { kind: 'any', meaning: t('text, json_object, or a json_schema object.') },
  frequency_penalty: { kind: 'number', range: [-2, 2], meaning: t('Above 0, words are less likely the more often they were used (Chat Completions).') },
  presence_penalty: { kind: 'number', range: [-2, 2], meaning: t('Above 0, words are less likely once they were used (Chat Completions).') },
  logit_bias: { kind: 'map', meaning: t('Token ids with biases from -100 to 100 (Chat Completions).') },
  n: { kind: 'integer', range: [1, 128], meaning: t('How many answers to each prompt; all of them are paid for (Chat Completions).') },
  seed: { kind: 'integer', range: [-9_007_199_254_740_991, 9_007_199_254_740_991], meaning: t('The same seed gives mostly the same answer (Chat Completions).') },
  stop: { kind: 'any', meaning: t('Up to 4 texts at which the answer ends (Chat Completions).') },
  stream: { kind: 'boolean', meaning: t('Whether answers come as they are written; they do unless this is false.') },
  tool_choice: { kind: 'any', meaning: t('none, auto, required, or the one tool to use.') },
  parallel_tool_calls: { kind: 'boolean', meaning: t('Whether several tools may be called at once.') },
  max_tool_calls: { kind: 'integer', range: [1, 1e6], meaning: t('The most calls of built-in tools for one answer (Responses).') },
  truncation_strategy: { kind: 'map', meaning: t('How a run shortens the history (Assistants API).') },
  service_tier: { kind: 'text', range: [1, 64], meaning: t('auto, default, flex or priority.') },
  user: { kind: 'text', range: [1, 512], meaning: t('Names the end user to the provider, best as a hash.') },
};

/** All other keys. Limits: openai package, `AssistantCreateParams`. */
export const ownKeys = {
  name: { kind: 'text', range: [1, 256], meaning: t('What the assistant is called.') },
  description: { kind: 'text', range: [0, 512], meaning: t('What it is good for, in a line.') },
  model: { kind: 'text', range: [1, 256], meaning: t('The model that answers; the connection’s, if missing.') },
  connection: { kind: 'text', range: [1, 256], meaning: t('The id of the connection that answers; the active one, if missing. Counts in personal assistants only.') },
  assistant_id: { kind: 'text', range: [1, 256], meaning: t('The assistant at the server that this one stands for (Assistants and Agents API).') },
  additional_instructions: { kind: 'text', range: [0, 256_000], meaning: t('Said on top of the instructions with each turn.') },
  tools: { kind: 'list', range: [0, 128], meaning: t('What the model may use: code_interpreter, file_search, web_search, or a function with its parameters.') },
  tool_resources: { kind: 'map', meaning: t('Ids of files and vector stores at the server that the tools work on.') },
  background: { kind: 'boolean', meaning: t('Whether the server goes on with an answer when the window closes or the line breaks; it keeps the answer for that (Responses API).') },
  knowledge: { kind: 'list', range: [0, 10_000], meaning: t('Files and globs of the workspace that the assistant knows.') },
  starters: { kind: 'list', range: [0, 12], meaning: t('Prompts that an empty thread offers.') },
  metadata: { kind: 'map', range: [0, 16], meaning: t('Up to 16 pairs of your own: keys of 64 characters, values of 512.') },
} as const satisfies Readonly<Record<string, AssistantKey>>;

/** The longest instructions, in characters: openai package, `AssistantCreateParams.instructions`. */
export const instructionsLimit = 256_000;
