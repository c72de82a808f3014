import type { Agent } from 'openai/resources/beta/agents/agents';
import type { ContainerCreateResponse } from 'openai/resources/containers/containers';
import type { FileRetrieveResponse } from 'openai/resources/containers/files/files';
import type { Conversation } from 'openai/resources/conversations/conversations';
import type { FileObject } from 'openai/resources/files';
import type { Upload } from 'openai/resources/uploads/uploads';
import type { VectorStoreFile } from 'openai/resources/vector-stores/files';
import type { VectorStore } from 'openai/resources/vector-stores/vector-stores';
import type { StoredAgentSession } from './agentSessionStore.ts';
import type { Assistant } from './assistantTypes.ts';
import type { BackgroundRun } from './backgroundRun.ts';
import type { Features } from './features.ts';
import type { WireResponse } from './responseObject.ts';
import type { StoredItem } from './storedItems.ts';
import type { StoredThread } from './storedThread.ts';

/** An answer that the server keeps. */
export interface StoredResponse {
  response: WireResponse;
  /** What it answers, first to last: all that came before, and its own input. */
  readonly context: readonly StoredItem[];
  /** Set for an answer that is, or was, written in the background. */
  readonly run?: BackgroundRun;
}

/** A conversation that the server keeps. */
export interface StoredConversation {
  conversation: Conversation;
  items: readonly StoredItem[];
  /** While an answer to it is being written. */
  locked: boolean;
}

/** A file that the server keeps. */
export interface StoredFile {
  readonly file: FileObject;
  /** What is in it, or its beginning. */
  readonly content: Uint8Array;
}

/** A file in a container. */
export interface StoredContainerFile {
  readonly file: FileRetrieveResponse;
  readonly content: Uint8Array;
}

/** A container that code runs in. */
export interface StoredContainer {
  readonly container: ContainerCreateResponse;
  /** By their ids. */
  readonly files: Map<string, StoredContainerFile>;
}

/** An upload in parts. */
export interface StoredUpload {
  upload: Upload;
  /** After how many seconds its file goes. */
  readonly expiresAfter?: number;
  /** By their ids. */
  readonly parts: Map<string, Uint8Array>;
}

/** A file in a vector store, as it stands once it is read in. */
export interface StoredStoreFile {
  file: VectorStoreFile;
  /** Milliseconds since the epoch. */
  readonly readyAt: number;
}

/** A vector store that the server keeps; what depends on its files is counted when it is told. */
export interface StoredVectorStore {
  store: VectorStore;
  /** By the ids of the files. */
  readonly files: Map<string, StoredStoreFile>;
  /** The ids of the files that came together, by the ids of their batches. */
  readonly batches: Map<string, readonly string[]>;
}

/** A file of an assistant or a message, as the first version of their API has it. */
export interface AttachedFile {
  readonly id: string;
  readonly created_at: number;
}

/** What the endpoints work on. */
export interface World {
  readonly features: Features;
  /** Milliseconds between two deltas. */
  readonly wordDelay: number;
  readonly responses: Map<string, StoredResponse>;
  readonly conversations: Map<string, StoredConversation>;
  readonly files: Map<string, StoredFile>;
  readonly containers: Map<string, StoredContainer>;
  readonly uploads: Map<string, StoredUpload>;
  readonly vectorStores: Map<string, StoredVectorStore>;
  readonly assistants: Map<string, Assistant>;
  readonly threads: Map<string, StoredThread>;
  /** By the ids of assistants and messages. */
  readonly attachedFiles: Map<string, readonly AttachedFile[]>;
  readonly agents: Map<string, Agent>;
  readonly agentSessions: Map<string, StoredAgentSession>;
  /** Changes what the server can do, from the next request on. */
  change(features: Partial<Features>): void;
}
