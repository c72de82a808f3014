import type OpenAI from 'openai';
import { mediaTypeOf } from '../core/fileTypes.ts';
import type { Uploaded, UploadOptions } from '../core/serverFiles.ts';
import type { Digest, UploadSource } from '../core/uploadSource.ts';
import type { UploadState } from '../core/uploadState.ts';
import { FailureError } from '../shared/rpc.ts';
import { isApiError } from './failures.ts';
import { mayHaveLanded } from './fileFailures.ts';
import { landedFile } from './landedFile.ts';
import { serverFile } from './serverFile.ts';
import { serverId } from './serverId.ts';
import type { UploadLimits } from './uploadLimits.ts';
import { partCount, sendParts } from './uploadParts.ts';
import { t } from '../shared/words.ts';

/** How long an upload must still live to be worth taking up, in milliseconds. */
const leastLife = 60_000;

/** How long what is done after a stop may take, in milliseconds. */
const parting = 15_000;

/** Files in parts, by the Uploads API. Throws the SDK's errors, and FailureError. */
export class LargeUploads {
  readonly #client: OpenAI;
  readonly #limits: UploadLimits;
  readonly #known: ReadonlySet<string>;

  /** `known` are the ids of files that come from other uploads. */
  constructor(client: OpenAI, limits: UploadLimits, known: ReadonlySet<string>) {
    this.#client = client;
    this.#limits = limits;
    this.#known = known;
  }

  /**
   * Takes the file's digest, then sends it part by part, and reads it for its MD5 meanwhile. The server compares the MD5 of what arrived, so the SHA-256 that
   * is given back is that of what was sent. When it fails, what `keep` was last told leads on; when it is stopped, the server forgets it.
   */
  async upload(source: UploadSource, options: UploadOptions, signal: AbortSignal): Promise<Uploaded> {
    const digest = await source.digest(signal);
    const earlier = options.resume;
    if (earlier !== undefined && fits(earlier, source, digest, options)) {
      try {
        return await this.#from(earlier, source, digest, options, signal);
      } catch (error) {
        if (signal.aborted || !(isApiError(error) && (error.status === 404 || error.status === 410 || saysExpired(error)))) throw error;
        options.keep?.(undefined);
      }
    } else if (earlier !== undefined) await this.#cancel(earlier, options);
    return this.#from(await this.#begin(source, digest, options, signal), source, digest, options, signal);
  }

  async #begin({ name, bytes }: UploadSource, { sha256 }: Digest, { purpose: wanted, expiresAfter, keep }: UploadOptions, signal: AbortSignal): Promise<UploadState> {
    const purpose = purposeInParts(wanted);
    const expiry = expiresAfter === undefined ? {} : { expires_after: { anchor: 'created_at', seconds: expiresAfter } as const };
    const { id, created_at: created, expires_at: expires } = await this.#client.uploads.create({ filename: name, bytes, purpose, mime_type: mediaTypeOf(name), ...expiry }, { signal });
    const state: UploadState = { id, name, bytes, purpose, sha256, created, expires: Date.now() + (expires - created) * 1000, partSize: this.#limits.partSize, parts: {} };
    keep?.(state);
    return state;
  }

  async #from(begun: UploadState, source: UploadSource, digest: Digest, options: UploadOptions, signal: AbortSignal): Promise<Uploaded> {
    serverId(begun.id);
    const { keep, progress } = options;
    const wasWhole = Object.keys(begun.parts).length === partCount(begun);
    try {
      const earlier = wasWhole ? await this.#landed(begun, [0], signal) : undefined;
      if (earlier !== undefined) return this.#over(earlier, options);
      const md5 = source.md5(signal);
      md5.catch(() => undefined);
      const job = { client: this.#client, source, progress, pauses: this.#limits.pauses, patience: this.#limits.patience, keep: (state: UploadState) => { keep?.(state); } };
      const sent = await sendParts(job, begun, signal);
      return await this.#complete(sent, { ...digest, md5: await md5 }, options, signal);
    } catch (error) {
      if (signal.aborted) {
        const landed = (await this.#cancel(begun, options)) ? undefined : await this.#landed(begun, [0], AbortSignal.timeout(parting)).catch(() => undefined);
        if (landed !== undefined) return landed;
      } else if (isSpoiled(error)) await this.#cancel(begun, options);
      throw error;
    }
  }

  async #complete(state: UploadState, { md5, sha256 }: Digest & { readonly md5: string }, options: UploadOptions, signal: AbortSignal): Promise<Uploaded> {
    const ids = Array.from({ length: partCount(state) }, (_, place) => state.parts[place] ?? '');
    try {
      const { file } = await this.#client.uploads.complete(state.id, { part_ids: ids, md5 }, { signal });
      if (file !== undefined && file !== null) return this.#over({ file: serverFile(file), sha256 }, options);
    } catch (error) {
      if (signal.aborted || !mayHaveLanded(error)) throw error;
      const landed = await this.#landed(state, this.#limits.looks, signal);
      if (landed === undefined) throw error;
      return this.#over(landed, options);
    }
    const landed = await this.#landed(state, this.#limits.looks, signal);
    if (landed !== undefined) return this.#over(landed, options);
    throw new FailureError({ kind: 'serverError', message: t('The server has all of “{0}”, but made no file of it.', state.name), action: 'retry' });
  }

  async #landed({ name, bytes, purpose, created, sha256 }: UploadState, looks: readonly number[], signal: AbortSignal): Promise<Uploaded | undefined> {
    const file = await landedFile(this.#client, { name, bytes, purpose, since: { time: created } }, { looks, not: this.#known, signal });
    return file === undefined ? undefined : { file: serverFile(file), sha256 };
  }

  #over(uploaded: Uploaded, { keep }: UploadOptions): Uploaded {
    keep?.(undefined);
    return uploaded;
  }

  /** Has the server forget it; tells whether it did. Where it does not, it will by itself within the hour. */
  async #cancel({ id }: UploadState, { keep }: UploadOptions): Promise<boolean> {
    keep?.(undefined);
    return this.#client.uploads.cancel(serverId(id), { signal: AbortSignal.timeout(parting) }).then(() => true, () => false);
  }
}

function fits({ name, bytes, purpose, sha256, expires }: UploadState, source: UploadSource, digest: Digest, options: UploadOptions): boolean {
  return expires > Date.now() + leastLife && sha256 === digest.sha256 && bytes === source.bytes && name === source.name && purpose === purposeInParts(options.purpose);
}

/** The published schema has no `user_data` for uploads in parts; files of their size fit into no prompt anyway. */
function purposeInParts(purpose: UploadOptions['purpose']): UploadOptions['purpose'] {
  return purpose === 'user_data' ? 'assistants' : purpose;
}

/** Whether the parts that the server has are of no use any more: the file has changed, or they are not what they should be. */
function isSpoiled(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof FailureError) return at.failure.kind === 'fileChanged';
  return isApiError(error) && error.status === 400;
}

function saysExpired(error: Error): boolean {
  return /\b(?:expired|cancell?ed)\b/i.test(error.message);
}
