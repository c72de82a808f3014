/** A JSON value, as files and servers hold it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * A tool that the model may use, in the one form of our files: `type`, and beside it what the tool takes, flat, with the API's own
 * words: `{ type: 'function', name, description, parameters, strict }`, `{ type: 'code_interpreter', container }`,
 * `{ type: 'file_search', vector_store_ids, max_num_results }`, `{ type: 'web_search' }`… Each engine puts it into the form of its wire.
 */
export type Tool = JsonObject & { readonly type: string };

/**
 * How the model is to answer: names and ranges are those of the APIs. Each engine sends those that its wire has; none is sent unless
 * it is set. `max_output_tokens` also stands for `max_completion_tokens`, `max_tokens`.
 */
export interface Parameters {
  /** 0 to 2. */
  readonly temperature?: number;
  /** 0 to 1. */
  readonly top_p?: number;
  readonly max_output_tokens?: number;
  /** The older name, which some servers want on Chat Completions: sent as it stands. */
  readonly max_tokens?: number;
  readonly max_prompt_tokens?: number;
  readonly reasoning_effort?: string;
  readonly verbosity?: string;
  /** `text`, `json_object`, or the API's `{ type: 'json_schema', json_schema: { name, schema, strict } }`. */
  readonly response_format?: Json;
  /** -2 to 2. */
  readonly frequency_penalty?: number;
  /** -2 to 2. */
  readonly presence_penalty?: number;
  /** Token ids with biases from -100 to 100. */
  readonly logit_bias?: Readonly<Record<string, number>>;
  /** How many answers to one prompt, at least 1. */
  readonly n?: number;
  readonly seed?: number;
  /** Up to 4 sequences. */
  readonly stop?: string | readonly string[];
  /** Whether the answer comes as it is written; true unless set. */
  readonly stream?: boolean;
  readonly tool_choice?: Json;
  readonly parallel_tool_calls?: boolean;
  readonly max_tool_calls?: number;
  readonly truncation_strategy?: JsonObject;
  readonly service_tier?: string;
  /** Names the end user to the provider. */
  readonly user?: string;
}

/** The parameters by their names: what a file may hold and a server may refuse. */
export const parameterNames = [
  'temperature', 'top_p', 'max_output_tokens', 'max_tokens', 'max_prompt_tokens', 'reasoning_effort', 'verbosity', 'response_format', 'frequency_penalty',
  'presence_penalty', 'logit_bias', 'n', 'seed', 'stop', 'stream', 'tool_choice', 'parallel_tool_calls', 'max_tool_calls', 'truncation_strategy',
  'service_tier', 'user',
] as const satisfies readonly (keyof Parameters)[];

/** What the tools of a server-side assistant work on: ids of files and vector stores at the server. */
export interface ToolResources {
  readonly code_interpreter?: { readonly file_ids: readonly string[] };
  readonly file_search?: { readonly vector_store_ids: readonly string[] };
}

/** Who answers: an object of the user's own, compiled for whichever API answers. */
export interface Assistant {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly instructions: string;
  /** Said on top of the instructions, with each run: `additional_instructions` of the Assistants API. */
  readonly additionalInstructions?: string;
  /** The model asked for; the connection's, if absent. */
  readonly model?: string;
  /** The id of the connection that answers; the active one, if absent. */
  readonly connection?: string;
  readonly parameters: Parameters;
  readonly tools: readonly Tool[];
  readonly toolResources?: ToolResources;
  /** Whether the server goes on giving an answer that nobody listens to; as the settings say, if absent. */
  readonly background?: boolean;
  /** Files and globs, relative to the workspace. */
  readonly knowledge: readonly string[];
  /** Prompts that an empty thread offers. */
  readonly starters: readonly string[];
  /** Up to 16 pairs. */
  readonly metadata: Readonly<Record<string, string>>;
  /**
   * The assistant or agent at the server that answers on wires which have such objects. What this one says itself overrides it for
   * each run; where it says nothing (no instructions, no model, no tools), the server's own holds.
   */
  readonly serverId?: string;
}

/** An assistant before it has its place, and with it its id. */
export type Definition = Omit<Assistant, 'id'>;

/** What every definition starts from. */
export const emptyDefinition: Definition = { name: '', instructions: '', parameters: {}, tools: [], knowledge: [], starters: [], metadata: {} };
