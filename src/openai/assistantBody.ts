import type { AssistantCreateParams, AssistantTool, AssistantUpdateParams } from 'openai/resources/beta/assistants';
import type { RunCreateParamsBase } from 'openai/resources/beta/threads/runs/runs';
import type { Json, Parameters } from '../core/assistant.ts';
import type { Turn } from '../core/engine.ts';
import { instructionsOf } from '../core/instructions.ts';
import { assistantTools, toolChoice, toolResources, type AssistantsShape } from './assistantTools.ts';
import { given } from './chatParameters.ts';
import { assistantKey } from './counterparts.ts';
import type { Placed } from './placedFiles.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';
import { parametersSent } from './refusedParameter.ts';

/** What a server keeps of an assistant of its own, as far as it is asked for. */
export interface KeptAssistant {
  readonly instructions: string;
  readonly tools?: readonly AssistantTool[];
}

/** What a run is told besides whose it is. */
export type RunBody = Omit<RunCreateParamsBase, 'assistant_id'>;

/** An assistant of ours as the server is to keep it; the form of 2023 has no parameters, and files in place of resources. */
export function assistantBody({ assistant, model, without }: Pick<Turn, 'assistant' | 'model' | 'without'>, shape: AssistantsShape): AssistantCreateParams {
  const { id, name, description, instructions, tools, metadata } = assistant;
  const general = { model, name, description, instructions, tools: assistantTools(tools, shape), metadata: { ...metadata, ...(id === '' ? {} : { [assistantKey]: id }) } };
  const resources = toolResources(assistant);
  if (shape === 'v1') return { model, ...given<AssistantCreateParams>({ ...general, file_ids: resources.code_interpreter?.file_ids ?? [] }) };
  return { model, ...given<AssistantCreateParams>({ ...general, tool_resources: resources, ...answering(parametersSent(assistant.parameters, without)) }) };
}

/** The same for an assistant that the server keeps already: what is not said of it any more is taken back. */
export function assistantChange(body: AssistantCreateParams, shape: AssistantsShape): AssistantUpdateParams {
  const nothing = shape === 'v1' ? { description: null } : { description: null, temperature: null, top_p: null, response_format: null, reasoning_effort: null };
  return given<AssistantUpdateParams>({ ...nothing, ...body });
}

/**
 * What a run is told, with the tools that the files of its thread need besides; those of a server's own assistant stay as the server has
 * them where they are not known here. Throws FailureError for files to search where the thread has room for the assistant's knowledge alone.
 */
export function withPlacedTools(body: RunBody, { assistant, threadStore }: Pick<Turn, 'assistant' | 'threadStore'>, { files }: Placed, shape: AssistantsShape): RunBody {
  const homeless = threadStore === undefined ? undefined : files.find(({ isNew, use }) => isNew && use === 'search');
  if (homeless !== undefined) throw new FailureError({ kind: 'notSupported', message: t('This API searches one place for each thread, and {0} searches its knowledge there: let {1} travel in another way.', assistant.name, homeless.attachment.path), action: 'retry' });
  const tools = body.tools ?? (assistant.serverId === undefined ? assistantTools(assistant.tools, shape) : undefined);
  const missing = [...new Set(files.map(({ use }) => (use === 'code' ? 'code_interpreter' as const : 'file_search' as const)))].filter((type) => tools?.every((tool) => tool.type !== type) === true);
  return missing.length === 0 ? body : { ...body, tools: [...(tools ?? []), ...missing.map((type) => ({ type }))] };
}

/**
 * What is told with each run: what the API keeps with runs alone, and for an assistant of the server's, what ours says itself.
 * `kept` are the server's own instructions, for servers whose runs know no additional ones, and its tools, where one is added to them.
 */
export function runBody(turn: Turn, shape: AssistantsShape, kept: KeptAssistant = { instructions: '' }): RunBody {
  const { assistant } = turn;
  const parameters = parametersSent(assistant.parameters, turn.without);
  const { max_output_tokens, max_prompt_tokens, truncation_strategy, tool_choice, parallel_tool_calls, stream } = parameters;
  const additional = instructionsOf({ ...turn, assistant: { ...assistant, instructions: '' } });
  const joined = additional === '' ? undefined : instructionsOf({ ...turn, assistant: { ...assistant, instructions: assistant.instructions === '' ? kept.instructions : assistant.instructions } });
  const v1 = shape === 'v1';
  const own = assistant.serverId === undefined ? {} : override(turn, parameters, shape, kept);
  return given<RunBody>({
    ...own,
    ...(v1 ? {} : { max_completion_tokens: max_output_tokens, max_prompt_tokens, truncation_strategy, tool_choice: toolChoice(tool_choice), parallel_tool_calls }),
    ...(v1 ? (joined === undefined ? {} : { instructions: joined }) : { additional_instructions: additional === '' ? undefined : additional }),
    stream: stream !== false,
  });
}

function override({ assistant, threadStore }: Turn, parameters: Parameters, shape: AssistantsShape, kept: KeptAssistant): Readonly<Record<string, unknown>> {
  const { model, instructions, tools, metadata } = assistant;
  const own = tools.length === 0 ? undefined : assistantTools(tools, shape);
  return {
    model,
    instructions: instructions === '' ? undefined : instructions,
    tools: threadStore === undefined ? own : searching(own, kept.tools ?? []),
    metadata: Object.keys(metadata).length === 0 ? undefined : metadata,
    ...(shape === 'v1' ? {} : answering(parameters)),
  };
}

/** The tools of a run that is to search, too; undefined where those that the server keeps do. */
function searching(own: readonly AssistantTool[] | undefined, kept: readonly AssistantTool[]): readonly AssistantTool[] | undefined {
  const tools = own ?? kept;
  return tools.some(({ type }) => type === 'file_search') ? own : [...tools, { type: 'file_search' }];
}

/** What is searched in a thread, in the form of the API. */
export function threadResources({ threadStore }: Pick<Turn, 'threadStore'>, shape: AssistantsShape): { readonly tool_resources?: { readonly file_search: { readonly vector_store_ids: string[] } } } {
  return threadStore === undefined || shape === 'v1' ? {} : { tool_resources: { file_search: { vector_store_ids: [threadStore] } } };
}

function answering({ temperature, top_p, reasoning_effort, response_format }: Parameters): Readonly<Record<string, Json | undefined>> {
  return { temperature, top_p, reasoning_effort, response_format: typeof response_format === 'string' && response_format !== 'auto' ? { type: response_format } : response_format };
}
