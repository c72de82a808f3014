import type { Definition } from './assistant.ts';

/** An assistant or agent that a server keeps. */
export interface ServerAssistant {
  readonly id: string;
  /** When it was made, in milliseconds since the epoch. */
  readonly createdAt: number;
  readonly definition: Definition;
  /** The id of the assistant of ours that it stands for, if it was made for one. */
  readonly madeFor?: string;
}

/** The assistants that a server keeps: the Assistants API's, or the Agents API's. Every method throws FailureError. */
export interface ServerAssistants {
  /** All of them, the newest first, over as many pages as there are. */
  list(signal: AbortSignal): Promise<readonly ServerAssistant[]>;
  retrieve(id: string, signal: AbortSignal): Promise<ServerAssistant>;
  create(definition: Definition, signal: AbortSignal): Promise<ServerAssistant>;
  update(id: string, definition: Definition, signal: AbortSignal): Promise<ServerAssistant>;
  remove(id: string, signal: AbortSignal): Promise<void>;
  /** The files that belong to one; absent where the server's assistants have none. */
  readonly files?: AssistantFiles;
}

/** The files of a server's assistant: the v1 `/files` sub-resource, or `tool_resources` of v2. */
export interface AssistantFiles {
  /** The ids of its files. */
  list(assistantId: string, signal: AbortSignal): Promise<readonly string[]>;
  attach(assistantId: string, fileId: string, signal: AbortSignal): Promise<void>;
  detach(assistantId: string, fileId: string, signal: AbortSignal): Promise<void>;
}
