import { shaped } from './formattedText.ts';
import type { Spoken } from './messages.ts';
import { replyTo } from './scriptedModel.ts';
import type { Reply } from './scripts.ts';
import type { AgentSession, AgentSessionItem, AgentSessionMessage } from 'openai/resources/beta/agents/agents';
import { countTokens } from './tokens.ts';
import type { ToolResult } from './toolBox.ts';

/** What the model does in a session after these items, once these functions have returned. */
export function replyInSession({ agent }: AgentSession, items: readonly AgentSessionItem[], results: readonly ToolResult[]): Reply {
  const reply = replyTo({
    model: agent.model,
    instructions: agent.instructions ?? '',
    messages: spokenIn(items),
    tools: { functions: agent.tools.flatMap((tool) => (tool.type === 'function' ? [tool.name] : [])), code: false },
    results,
  });
  const { format } = agent.text;
  return format.type === 'text' ? reply : { ...reply, text: shaped(reply.text, format.schema) };
}

/** What the model reads before it answers, in tokens. */
export function tokensRead({ agent }: AgentSession, items: readonly AgentSessionItem[]): number {
  return spokenIn(items).reduce((sum, { text }) => sum + countTokens(text), countTokens(agent.instructions ?? ''));
}

function spokenIn(items: readonly AgentSessionItem[]): readonly Spoken[] {
  return items.flatMap((item) => (item.type === 'message' ? [{ role: item.role, text: textOf(item) }] : []));
}

function textOf({ content }: AgentSessionMessage): string {
  return content.map((part) => (part.type === 'input_image' ? '[input_image]' : part.text)).join('\n\n');
}
