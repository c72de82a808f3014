import type * as api from 'openai/resources/beta/assistants';
import type * as messages from 'openai/resources/beta/threads/messages';
import type * as runs from 'openai/resources/beta/threads/runs/runs';
import type * as steps from 'openai/resources/beta/threads/runs/steps';
import type * as threads from 'openai/resources/beta/threads/threads';

// The one place that names them: this server plays the API that they are deprecated with.
/* oxlint-disable typescript/no-deprecated */
export type Assistant = api.Assistant;
export type AssistantDeleted = api.AssistantDeleted;
export type AssistantStreamEvent = api.AssistantStreamEvent;
export type Thread = threads.Thread;
export type ThreadDeleted = threads.ThreadDeleted;
export type ResponseFormat = threads.AssistantResponseFormatOption;
export type Message = messages.Message;
export type MessageDeleted = messages.MessageDeleted;
export type MessageContent = messages.MessageContent;
export type Annotation = messages.Annotation;
export type FilePathAnnotation = messages.FilePathAnnotation;
export type Run = runs.Run;
export type RunStep = steps.RunStep;
export type ToolCallDelta = steps.ToolCallDelta;
/* oxlint-enable typescript/no-deprecated */
