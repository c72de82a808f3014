import * as v from 'valibot';
import { agentTool } from './agentsTools.ts';
import { metadata } from './metadata.ts';

const optional = <Schema extends v.GenericSchema>(schema: Schema): v.ExactOptionalSchema<v.NullableSchema<Schema, undefined>, undefined> =>
  v.exactOptional(v.nullable(schema));
const effort = optional(v.picklist(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']));
const tier = optional(v.picklist(['auto', 'default', 'flex', 'priority', 'fast', 'ultrafast']));
const tools = optional(v.array(agentTool));

/** What an agent is, and what a session can say otherwise. */
export const configuring = {
  model: v.exactOptional(v.string()),
  instructions: optional(v.string()),
  multi_agent: optional(v.strictObject({ enabled: v.boolean(), max_concurrent_subagents: v.exactOptional(v.number()) })),
  reasoning: optional(v.strictObject({ effort, summary: optional(v.picklist(['concise', 'detailed', 'auto'])) })),
  service_tier: tier,
  text: optional(v.strictObject({
    format: optional(v.variant('type', [
      v.strictObject({ type: v.literal('text') }),
      v.strictObject({ type: v.literal('json_schema'), schema: v.record(v.string(), v.unknown()) }),
    ])),
    verbosity: optional(v.picklist(['low', 'medium', 'high'])),
  })),
  tools,
};

const naming = { name: optional(v.pipe(v.string(), v.maxLength(128))), metadata };

/** The body that makes an agent. */
export const createAgentRequest = v.strictObject({ ...configuring, ...naming, model: v.string() });

/** The body that changes one. */
export const updateAgentRequest = v.strictObject({ ...configuring, ...naming });

/** What a request says of an agent. */
export type AgentRequest = v.InferOutput<typeof updateAgentRequest>;
