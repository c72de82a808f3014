/** A request of a turn as it leaves, or as it would. Requests that only read are not among them: nothing is told with these. */
export interface SentRequest {
  readonly method: string;
  readonly address: string;
  /** The names of its headers alone: their values may be secrets. */
  readonly headers: readonly string[];
  /** The very text that is sent; empty where it was too long to be kept. */
  readonly body: string;
  /** How long a body was that is not kept, in characters. */
  readonly dropped?: number;
}
