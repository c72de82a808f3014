/** A place at a server where code ran. Times are milliseconds since the epoch. */
export interface Container {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  /** When it was used last, where the server says so. */
  readonly used?: number;
  /** When the server lets it go, unless it is used again. */
  readonly expires?: number;
}

/** The containers that a server keeps. Every method throws FailureError; `notFound` for one that is not there. */
export interface Containers {
  /** Those that have not expired, over as many pages as there are; none at a server that has no containers. */
  list(signal: AbortSignal): Promise<readonly Container[]>;
  remove(id: string, signal: AbortSignal): Promise<void>;
}
