import * as v from 'valibot';

const purposes = ['assistants', 'user_data', 'vision'] as const;

/** What a file is uploaded for, in the service's words. */
export type UploadPurpose = (typeof purposes)[number];

/** An upload that has begun and can be taken up again, by another window too. It is plain JSON, and of no use after `expires`. */
export interface UploadState {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly purpose: UploadPurpose;
  readonly sha256: string;
  /** Seconds since the epoch by the server's clock. */
  readonly created: number;
  /** Milliseconds since the epoch by this machine's clock. */
  readonly expires: number;
  /** Bytes of each part but the last. */
  readonly partSize: number;
  /** The server's ids of the parts that it has, by their places. */
  readonly parts: Readonly<Record<string, string>>;
}

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const uploadState = v.strictObject({
  id: v.string(), name: v.string(), bytes: whole, purpose: v.picklist(purposes), sha256: v.string(), created: v.number(), expires: v.number(), partSize: whole,
  parts: v.record(v.pipe(v.string(), v.digits()), v.string()),
}) satisfies v.GenericSchema<unknown, UploadState>;

/** An upload's state as it was kept; undefined for anything else. */
export function readUploadState(kept: unknown): UploadState | undefined {
  const parsed = v.safeParse(uploadState, kept);
  return parsed.success ? parsed.output : undefined;
}
