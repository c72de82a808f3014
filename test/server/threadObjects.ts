import type { Assistant, Message, MessageContent, Run, RunStep, Thread } from './assistantTypes.ts';
import { newId, now } from './ids.ts';
import type { MessageRequest, RunRequest } from './threadRequest.ts';

/** Seconds after which a run that does not end expires. */
const patience = 600;

/** An empty thread. */
export function newThread(metadata: Thread['metadata'], resources: NonNullable<Thread['tool_resources']>): Thread {
  return { id: newId('thread'), object: 'thread', created_at: now(), metadata: metadata ?? {}, tool_resources: resources };
}

/** A message as it was asked for. */
export function newMessage(request: MessageRequest, threadId: string): Message {
  const { content } = request;
  return {
    ...emptyMessage(threadId),
    role: request.role,
    content: typeof content === 'string' ? [textContent(content)] : content.map((part) => (part.type === 'text' ? textContent(part.text) : part)),
    attachments: request.attachments ?? [],
    metadata: request.metadata ?? {},
    status: 'completed',
    completed_at: now(),
  };
}

/** A message that a run is about to write. */
export function runMessage({ id, thread_id: threadId, assistant_id: assistantId }: Run): Message {
  return { ...emptyMessage(threadId), assistant_id: assistantId, run_id: id };
}

function emptyMessage(threadId: string): Message {
  return {
    id: newId('msg'), object: 'thread.message', created_at: now(), assistant_id: null, thread_id: threadId, run_id: null, role: 'assistant', content: [],
    attachments: [], metadata: {}, status: 'in_progress', completed_at: null, incomplete_at: null, incomplete_details: null,
  };
}

function textContent(value: string): MessageContent {
  return { type: 'text', text: { value, annotations: [] } };
}

/** A run that waits for its turn. */
export function newRun(request: RunRequest, assistant: Assistant, threadId: string): Run {
  const created = now();
  const instructions = [request.instructions ?? assistant.instructions ?? '', request.additional_instructions ?? ''].filter((text) => text !== '');
  return {
    id: newId('run'),
    object: 'thread.run',
    created_at: created,
    assistant_id: assistant.id,
    thread_id: threadId,
    status: 'queued',
    started_at: null,
    expires_at: created + patience,
    cancelled_at: null,
    failed_at: null,
    completed_at: null,
    required_action: null,
    last_error: null,
    model: request.model ?? assistant.model,
    instructions: instructions.join('\n\n'),
    tools: request.tools ?? assistant.tools,
    metadata: request.metadata ?? {},
    usage: null,
    incomplete_details: null,
    temperature: request.temperature ?? assistant.temperature ?? 1,
    top_p: request.top_p ?? assistant.top_p ?? 1,
    max_prompt_tokens: request.max_prompt_tokens ?? null,
    max_completion_tokens: request.max_completion_tokens ?? null,
    truncation_strategy: request.truncation_strategy ?? { type: 'auto', last_messages: null },
    response_format: request.response_format ?? assistant.response_format ?? 'auto',
    tool_choice: toolChoice(request.tool_choice),
    parallel_tool_calls: request.parallel_tool_calls ?? true,
  };
}

function toolChoice(asked: RunRequest['tool_choice']): Run['tool_choice'] {
  if (asked === undefined || asked === null) return 'auto';
  if (typeof asked === 'string') return asked;
  return asked.function === undefined ? { type: asked.type } : { type: asked.type, function: asked.function };
}

/** A step that has begun. */
export function newStep({ id, assistant_id: assistantId, thread_id: threadId }: Run, details: RunStep['step_details']): RunStep {
  return {
    id: newId('step'),
    object: 'thread.run.step',
    created_at: now(),
    run_id: id,
    assistant_id: assistantId,
    thread_id: threadId,
    type: details.type,
    status: 'in_progress',
    cancelled_at: null,
    completed_at: null,
    expired_at: null,
    failed_at: null,
    last_error: null,
    step_details: details,
    usage: null,
    metadata: {},
  };
}
