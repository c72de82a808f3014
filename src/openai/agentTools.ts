import type { PersistedAgentTool } from 'openai/resources/beta/agents/agents';
import { isJsonObject, type Json, type JsonObject, type Tool } from '../core/assistant.ts';
import { ourTool } from './assistantTools.ts';

/** What an agent has no tool for: shell and files come from its environment. */
const missing: ReadonlySet<string> = new Set(['code_interpreter', 'file_search', 'custom']);

/** A tool of our files in the form of the Agents API; none where an agent has no such tool. */
export function agentTool({ type, ...tool }: Tool): JsonObject[] {
  if (missing.has(type)) return [];
  if (type === 'function') {
    const { strict: _strict, ...named } = tool;
    return [{ description: '', parameters: { type: 'object', properties: {} }, ...named, type }];
  }
  if (type === 'web_search') {
    const { filters, search_context_size: size, user_location: place, ...rest } = tool;
    const domains = isJsonObject(filters) ? filters['allowed_domains'] : undefined;
    return [{ ...rest, type, ...said('allowed_domains', domains), ...said('context_size', size), ...said('location', isJsonObject(place) ? without(place, 'type') : undefined) }];
  }
  if (type === 'mcp') {
    const { server_url: url, headers, allowed_tools: allowed, require_approval: _approval, ...rest } = tool;
    const names = isJsonObject(allowed) ? allowed['tool_names'] : allowed;
    return [{ ...rest, type, ...said('allowed_tools', names), ...(url === undefined ? {} : { transport: { type: 'http', server_url: url, ...said('headers', headers) } }) }];
  }
  return [{ ...tool, type }];
}

/** A tool of a server's agent in the form of our files, without what goes without saying. */
export function ourAgentTool(kept: PersistedAgentTool): Tool[] {
  const tool = ourTool(Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== null && value !== false && !isEmpty(value))));
  if (tool === undefined) return [];
  const { type, allowed_domains: domains, context_size: size, location, transport, ...rest } = tool;
  if (type === 'function') return [{ ...tool, parameters: tool['parameters'] ?? {} }];
  if (type === 'web_search') {
    const place = isJsonObject(location) ? { type: 'approximate', ...given(location) } : undefined;
    return [{ ...rest, type, ...said('filters', domains === undefined ? undefined : { allowed_domains: domains }), ...said('search_context_size', size), ...said('user_location', place) }];
  }
  if (type !== 'mcp' || !isJsonObject(transport) || transport['type'] !== 'http') return [tool];
  const headers = transport['headers'];
  return [{ ...rest, type, ...said('server_url', transport['server_url']), ...(isEmpty(headers) ? {} : said('headers', headers)), require_approval: 'never' }];
}

function said(name: string, value: Json | undefined): JsonObject {
  return value === undefined ? {} : { [name]: value };
}

function given(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}

function without(value: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
