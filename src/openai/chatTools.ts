import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { isJsonObject, type Assistant, type Json, type Parameters, type Tool } from '../core/assistant.ts';
import { given } from './chatParameters.ts';

/** The functions of an assistant in the form of the Chat Completions API, which has no other tools, and the parameters that are about them. */
export function chatTools({ tools: all }: Pick<Assistant, 'tools'>, { tool_choice: choice, parallel_tool_calls }: Parameters): Partial<ChatCompletionCreateParamsStreaming> {
  const tools = all.flatMap(wireTool);
  if (tools.length === 0) return {};
  return given<ChatCompletionCreateParamsStreaming>({ tools, tool_choice: choice === undefined ? undefined : wireChoice(choice), parallel_tool_calls });
}

function wireTool({ type, ...tool }: Tool): Json[] {
  if (type === 'function') return [{ type, function: tool }];
  if (type !== 'custom') return [];
  const { format, ...custom } = tool;
  return [{ type, custom: { ...custom, ...(format === undefined ? {} : { format: wireFormat(format) }) } }];
}

function wireFormat(format: Json): Json {
  if (!isJsonObject(format)) return format;
  const { type, grammar, ...flat } = format;
  return type === 'grammar' && grammar === undefined ? { type, grammar: flat } : format;
}

function wireChoice(choice: Json): Json | undefined {
  if (!isJsonObject(choice)) return choice;
  const { type, ...named } = choice;
  if (type !== 'function' && type !== 'custom') return undefined;
  return isJsonObject(choice[type]) ? choice : { type, [type]: named };
}
