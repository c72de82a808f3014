import * as v from 'valibot';

/** A model of which more is told than its name. */
export interface DescribedModel {
  readonly id: string;
  /** When it is switched off, as YYYY-MM-DD: then it is known no more. */
  readonly shutdown_date?: string;
  /** In tokens, as OpenRouter and LM Studio tell it; what is longer is refused by `contextWindow`. */
  readonly context_length?: number;
}

/** What the server can do, and for whom. */
export interface Features {
  /** When set, any other key and no key is refused; empty or absent: everybody is welcome. */
  readonly apiKey?: string;
  readonly models: readonly (string | DescribedModel)[];
  readonly modelsEndpoint: boolean;
  readonly responses: boolean;
  readonly conversations: boolean;
  readonly chatCompletions: boolean;
  /** False makes it stateless, as Ollama and llama.cpp are: nothing is stored and what refers to an earlier answer is ignored. */
  readonly keepsResponses: boolean;
  /** In tokens; what is longer is refused. */
  readonly contextWindow: number;
  readonly assistants: boolean;
  /** `v1` behaves as the self-hosted servers of 2023 do: `retrieval`, `file_ids`, no streams. */
  readonly assistantsShape: 'v2' | 'v1';
  readonly agents: boolean;
  readonly embeddings: boolean;
  readonly completions: boolean;
  readonly files: boolean;
  /** Uploads in parts. */
  readonly uploads: boolean;
  /** Seconds for which an upload in parts can be added to. */
  readonly uploadLifetime: number;
  readonly vectorStores: boolean;
  readonly containers: boolean;
  /** Whether all containers have expired, as they do when nothing happens in them for twenty minutes. */
  readonly containersExpired: boolean;
  /** What becomes of files in vector stores: `asRead` fails what is no text; `held` goes on reading until it is set otherwise. */
  readonly ingestion: 'asRead' | 'held' | 'failing';
  /** The parameters, such as `temperature` or `reasoning.effort`, that no model here takes. */
  readonly refusedParameters: readonly string[];
}

/** Everything works, and no key is needed. */
export const allFeatures: Features = {
  models: ['offline-large', 'offline-small'],
  modelsEndpoint: true,
  responses: true,
  conversations: true,
  chatCompletions: true,
  keepsResponses: true,
  contextWindow: 200_000,
  assistants: true,
  assistantsShape: 'v2',
  agents: true,
  embeddings: true,
  completions: true,
  files: true,
  uploads: true,
  uploadLifetime: 3600,
  vectorStores: true,
  containers: true,
  containersExpired: false,
  ingestion: 'asRead',
  refusedParameters: [],
};

/** Some of the features, as they come over HTTP. */
export const featuresSchema = v.strictObject({
  apiKey: v.exactOptional(v.string()),
  models: v.exactOptional(v.array(v.union([v.string(), v.strictObject({ id: v.string(), shutdown_date: v.exactOptional(v.string()), context_length: v.exactOptional(v.number()) })]))),
  modelsEndpoint: v.exactOptional(v.boolean()),
  responses: v.exactOptional(v.boolean()),
  conversations: v.exactOptional(v.boolean()),
  chatCompletions: v.exactOptional(v.boolean()),
  keepsResponses: v.exactOptional(v.boolean()),
  contextWindow: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  assistants: v.exactOptional(v.boolean()),
  assistantsShape: v.exactOptional(v.picklist(['v2', 'v1'])),
  agents: v.exactOptional(v.boolean()),
  embeddings: v.exactOptional(v.boolean()),
  completions: v.exactOptional(v.boolean()),
  files: v.exactOptional(v.boolean()),
  uploads: v.exactOptional(v.boolean()),
  uploadLifetime: v.exactOptional(v.number()),
  vectorStores: v.exactOptional(v.boolean()),
  containers: v.exactOptional(v.boolean()),
  containersExpired: v.exactOptional(v.boolean()),
  ingestion: v.exactOptional(v.picklist(['asRead', 'held', 'failing'])),
  refusedParameters: v.exactOptional(v.array(v.string())),
}) satisfies v.GenericSchema<Partial<Features>>;
