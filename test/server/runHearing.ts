import type { Message, Run, Thread } from './assistantTypes.ts';
import type { Spoken } from './messages.ts';
import { idsInStores, readableFiles } from './readableFiles.ts';
import { replyTo } from './scriptedModel.ts';
import type { Reply } from './scripts.ts';
import type { StoredThread } from './storedThread.ts';
import { shaped } from './formattedText.ts';
import { countTokens } from './tokens.ts';
import type { ReadableFile, ToolBox, ToolResult } from './toolBox.ts';
import type { World } from './world.ts';

/** What a run works with: resources are the assistant's, or those that take their place. */
export interface RunScene {
  readonly kept: StoredThread;
  readonly run: Run;
  readonly resources: Thread['tool_resources'];
}

/** What the model does in this run, once these functions have returned. */
export function replyInRun(scene: RunScene, results: readonly ToolResult[], world: World): Reply {
  const { run } = scene;
  const reply = replyTo({ model: run.model, instructions: run.instructions, messages: messagesFor(scene), tools: toolBoxFor(scene, world), results });
  const text = formatted(reply.text, run.response_format);
  const { citation } = reply;
  if (citation === undefined || text !== reply.text) return { ...reply, text };
  return { ...reply, text: `${text.slice(0, citation.end)}${markerFor(citation.file)}${text.slice(citation.end)}` };
}

/** What stands in the text where a file is quoted. */
export function markerFor({ name }: ReadableFile): string {
  return `【4:0†${name}】`;
}

/** What the model reads in this run, in tokens. */
export function promptTokensOf(scene: RunScene): number {
  return messagesFor(scene).reduce((sum, { text }) => sum + countTokens(text), countTokens(scene.run.instructions));
}

function messagesFor({ kept, run: { truncation_strategy: truncation } }: RunScene): readonly Spoken[] {
  const last = truncation?.type === 'last_messages' ? truncation.last_messages ?? undefined : undefined;
  const messages = last === undefined ? kept.messages : kept.messages.slice(-last);
  return messages.map((message) => ({ role: message.role, text: textOf(message) }));
}

function textOf({ content }: Message): string {
  return content.map((part) => {
    if (part.type === 'text') return part.text.value;
    return part.type === 'refusal' ? part.refusal : `[${part.type}]`;
  }).join('\n\n');
}

function toolBoxFor({ kept, run, resources }: RunScene, world: World): ToolBox {
  const choice = run.tool_choice ?? 'auto';
  if (choice === 'none') return { functions: [], code: false };
  const stores = [...(resources?.file_search?.vector_store_ids ?? []), ...(kept.thread.tool_resources?.file_search?.vector_store_ids ?? [])];
  const owners = [run.assistant_id, ...kept.messages.map(({ id }) => id)];
  const attached = owners.flatMap((id) => world.attachedFiles.get(id) ?? []).map(({ id }) => id);
  const forced = typeof choice === 'string' ? undefined : choice.function?.name;
  return {
    functions: run.tools.flatMap((tool) => (tool.type === 'function' ? [tool.function.name] : [])),
    code: run.tools.some(({ type }) => type === 'code_interpreter'),
    parallel: run.parallel_tool_calls,
    ...(run.tools.some(({ type }) => type === 'file_search') ? { files: readableFiles(world, [...attached, ...idsInStores(world, stores)]) } : {}),
    ...(choice === 'required' ? { must: {} } : {}),
    ...(forced === undefined ? {} : { must: { name: forced } }),
  };
}

function formatted(text: string, format: Run['response_format']): string {
  if (format === null || typeof format === 'string' || format.type === 'text') return text;
  return shaped(text, format.type === 'json_schema' ? format.json_schema.schema : undefined);
}
