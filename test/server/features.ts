import * as v from 'valibot';

/** What the server can do, and for whom. */
export interface Features {
  /** When set, any other key and no key is refused; empty or absent: everybody is welcome. */
  readonly apiKey?: string;
  readonly models: readonly string[];
  readonly modelsEndpoint: boolean;
  readonly responses: boolean;
  readonly conversations: boolean;
  readonly chatCompletions: boolean;
  /** False makes it stateless, as Ollama and llama.cpp are: nothing is stored and what refers to an earlier answer is ignored. */
  readonly keepsResponses: boolean;
  /** In tokens; what is longer is refused. */
  readonly contextWindow: number;
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
};

/** Some of the features, as they come over HTTP. */
export const featuresSchema = v.strictObject({
  apiKey: v.exactOptional(v.string()),
  models: v.exactOptional(v.array(v.string())),
  modelsEndpoint: v.exactOptional(v.boolean()),
  responses: v.exactOptional(v.boolean()),
  conversations: v.exactOptional(v.boolean()),
  chatCompletions: v.exactOptional(v.boolean()),
  keepsResponses: v.exactOptional(v.boolean()),
  contextWindow: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
}) satisfies v.GenericSchema<Partial<Features>>;
