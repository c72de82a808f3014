import type { JsonObject } from './json.ts';

/** The names of an operation's schemas; those of its events by the names that they bear on the wire, empty for none. */
export interface Operation {
  readonly request?: string;
  readonly response?: string;
  readonly events?: Readonly<Record<string, string>>;
}

/** What is left of OpenAI's description of its API. */
export interface TrimmedDocument {
  readonly $id: string;
  readonly $comment: string;
  /** By method and path, such as `GET /threads/{thread_id}`. */
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonObject>> };
}
