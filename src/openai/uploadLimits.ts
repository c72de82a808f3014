import { oneRequestLimit } from '../core/serverFiles.ts';
import type { SendingPatience } from './sending.ts';

/** Sizes and waits of uploads, which tests make small. */
export interface UploadLimits {
  /** The largest file that goes in one request, in bytes. */
  readonly oneRequest: number;
  /** Bytes of each part of a larger one. */
  readonly partSize: number;
  /** How long to wait before a part is sent again, in milliseconds; when they are used up, it fails. */
  readonly pauses: readonly number[];
  /** How long to wait before each look for a file that may have arrived, in milliseconds: a server may still be busy with it. */
  readonly looks: readonly number[];
  /** How long a request with bytes is waited for. */
  readonly patience: SendingPatience;
}

/** Those of the service: a part may have 64 MB. */
export const usualLimits: UploadLimits = { oneRequest: oneRequestLimit, partSize: 64 * 1024 * 1024, pauses: [500, 2000], looks: [0, 1000, 2000], patience: { silence: 2 * 60_000, answer: 15 * 60_000 } };
