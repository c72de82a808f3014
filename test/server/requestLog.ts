import type { IncomingHttpHeaders } from 'node:http';

/** How far a request has come; `closedByServer` is a fault or a reset at work. */
type Outcome = 'open' | 'answered' | 'closedByClient' | 'closedByServer';

/** A request as it arrived. */
export interface RecordedRequest {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  /** Without the query: `/v1/responses`. */
  readonly path: string;
  /** As it stands behind the `?`; empty for none. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON; undefined when there is none. */
  readonly body: unknown;
  /** As the `x-request-id` of the answer has it. */
  readonly requestId: string;
  readonly outcome: Outcome;
  /** The status that was answered, once there is one. */
  readonly status?: number;
}

/** A request that is still being answered. */
export type OpenRequest = { -readonly [Name in keyof RecordedRequest]: RecordedRequest[Name] };
