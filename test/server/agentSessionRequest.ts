import * as v from 'valibot';
import { configuring } from './agentsRequest.ts';
import { metadata } from './metadata.ts';

const optional = <Schema extends v.GenericSchema>(schema: Schema): v.ExactOptionalSchema<v.NullableSchema<Schema, undefined>, undefined> =>
  v.exactOptional(v.nullable(schema));
const { model, reasoning, service_tier, tools } = configuring;

const inputMessage = v.strictObject({
  type: v.exactOptional(v.literal('message')),
  role: v.literal('user'),
  content: v.array(v.variant('type', [
    v.strictObject({ type: v.literal('input_text'), text: v.string() }),
    v.strictObject({ type: v.literal('input_image'), image_url: v.string() }),
  ])),
});

/** What the user says. */
export type InputMessage = v.InferOutput<typeof inputMessage>;

const spend = optional(v.strictObject({ limit: v.nullable(v.pipe(v.number(), v.minValue(1))) }));
const review = v.exactOptional(v.picklist(['none', 'auto_review']));

/** The body that makes a session. Without an environment, which is all that there is here, it begins with an input. */
export const createSessionRequest = v.strictObject({
  environment: v.strictObject({ type: v.literal('none') }),
  agent_id: v.exactOptional(v.string()),
  agent: v.exactOptional(v.strictObject(configuring)),
  input: v.union([v.pipe(v.string(), v.nonEmpty()), v.pipe(v.array(inputMessage), v.nonEmpty())]),
  metadata,
  review,
  spend_control: spend,
  stream: v.exactOptional(v.boolean()),
  vault_ids: optional(v.array(v.string())),
});

/** The body that changes one. */
export const updateSessionRequest = v.strictObject({
  agent: v.exactOptional(v.strictObject({ model, reasoning, service_tier, tools })),
  metadata,
  review,
  spend_control: spend,
});

const resultEntries = { type: v.literal('agent.session.input.tool_result'), call_id: v.string(), turn_id: v.string() };
const output = v.union([v.string(), v.array(v.variant('type', [v.strictObject({ type: v.literal('input_text'), text: v.string() })]))]);

/** The body that tells a session something. */
export const eventsRequest = v.strictObject({
  events: v.pipe(v.array(v.variant('type', [
    v.strictObject({ type: v.literal('agent.session.input.message'), input: v.pipe(v.array(inputMessage), v.nonEmpty()) }),
    v.strictObject({ type: v.literal('agent.session.input.cancel') }),
    v.strictObject({ ...resultEntries, success: v.boolean(), output: optional(output), error: optional(v.string()) }),
  ])), v.nonEmpty()),
});

/** What came of a function that an agent called for. */
export type FunctionResult = Extract<v.InferOutput<typeof eventsRequest>['events'][number], { readonly call_id: string }>;
