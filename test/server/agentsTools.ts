import type { AgentTool, PersistedAgentTool } from 'openai/resources/beta/agents/agents';
import * as v from 'valibot';

const json = v.record(v.string(), v.unknown());
const strings = v.nullish(v.array(v.string()), null);
const text = v.nullish(v.string(), null);

const transport = v.variant('type', [
  v.strictObject({ type: v.literal('http'), server_url: v.string(), headers: v.nullish(v.record(v.string(), v.string()), {}) }),
  v.strictObject({ type: v.literal('stdio'), command: v.string(), cwd: v.string(), args: v.nullish(v.array(v.string()), []), env_vars: v.nullish(v.array(v.string()), []) }),
]);

/** A tool of an agent, with what it is where nothing is said of it. There is neither a code interpreter nor a file search. */
export const agentTool: v.GenericSchema<unknown, PersistedAgentTool> = v.variant('type', [
  v.strictObject({
    type: v.literal('function'),
    name: v.pipe(v.string(), v.maxLength(64), v.regex(/^[\w-]+$/)),
    description: v.string(),
    parameters: json,
    async: v.exactOptional(v.boolean()),
    defer_loading: v.optional(v.boolean(), false),
  }),
  v.strictObject({
    type: v.literal('web_search'),
    allowed_domains: strings,
    context_size: v.nullish(v.picklist(['low', 'medium', 'high']), 'medium'),
    location: v.nullish(v.strictObject({ city: text, country: text, region: text, timezone: text }), null),
    mode: v.nullish(v.picklist(['disabled', 'cached', 'live']), 'cached'),
  }),
  v.strictObject({
    type: v.literal('mcp'),
    server_label: v.string(),
    transport,
    allowed_tools: strings,
    connection_origin: v.nullish(v.picklist(['service', 'environment']), 'service'),
    credential_id: text,
    request_metadata: v.nullish(json, {}),
    required: v.optional(v.boolean(), false),
  }),
  v.strictObject({ type: v.literal('tool_search') }),
  v.strictObject({ type: v.literal('programmatic_tool_calling'), enabled: v.optional(v.boolean(), true) }),
  v.strictObject({ type: v.literal('computer_use'), include_screenshots: v.optional(v.boolean(), false) }),
  v.strictObject({ type: v.literal('automations') }),
]);

/** The same tool in a session, which shows no headers; searching for tools is none of a session’s tools. */
export function sessionTool(tool: PersistedAgentTool): AgentTool[] {
  if (tool.type === 'tool_search') return [];
  if (tool.type !== 'mcp') return [tool];
  return [{ ...tool, transport: tool.transport.type === 'http' ? { type: 'http', server_url: tool.transport.server_url } : tool.transport }];
}
