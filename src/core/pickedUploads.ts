import type { Failure } from '../shared/failure.ts';
import { FailureError } from '../shared/rpc.ts';
import { sizeInWords } from '../shared/sizeInWords.ts';
import { t } from '../shared/words.ts';
import type { Connection } from './connections.ts';
import type { FileCatalogue } from './fileCatalogue.ts';
import type { Gate } from './gate.ts';
import { namedProblem } from './readableText.ts';
import { passedUploads } from './uploadGate.ts';
import { suspicionOf, type Decode, type SuspiciousFile } from './uploadLook.ts';
import type { UploadSource } from './uploadSource.ts';

/** What uploads of picked files work with. */
export interface PickedParts {
  readonly files: Pick<FileCatalogue, 'upload'>;
  /** A text as the file that goes in the place of another. */
  readonly textFile: (name: string, text: string) => UploadSource;
  /** What may hold a secret is asked about. */
  readonly gate: Gate;
  readonly decode: Decode;
  readonly explain: (error: unknown) => Failure;
}

/** A file that the user picked. */
export interface PickedFile {
  readonly path: string;
  readonly name: string;
  /** As the user knows it. */
  readonly shownPath: string;
  /** Throws FailureError. */
  readonly open: () => Promise<UploadSource>;
}

/** What has come of an upload; `problems`: a sentence about each file that did not go. */
export interface PickedCounts {
  readonly sent: number;
  /** Were at the server already. */
  readonly known: number;
  readonly problems: readonly string[];
}

/** The most files that are kept open between the look through them and their sending; the others are opened and read anew. */
const mostHeld = 100;

/** Looks through all of them first, so that the user is asked once, and then sends those that may leave. `tell` says how far it is. Throws FailureError `withheld`. */
export async function uploadPicked(parts: PickedParts, connection: Connection, picked: readonly PickedFile[], tell: (message: string) => void, signal: AbortSignal): Promise<PickedCounts> {
  const held = new Map<PickedFile, UploadSource>();
  try {
    return await uploadAll(parts, connection, picked, held, tell, signal);
  } finally {
    for (const source of held.values()) await source.close();
  }
}

async function uploadAll(parts: PickedParts, connection: Connection, picked: readonly PickedFile[], held: Map<PickedFile, UploadSource>, tell: (message: string) => void, signal: AbortSignal): Promise<PickedCounts> {
  const problems: string[] = [];
  const looked: PickedFile[] = [];
  // Of those that are opened anew: a file that stays open is what it was, or says so.
  const hashes = new Map<PickedFile, string>();
  const suspicious: SuspiciousFile[] = [];
  const shownPaths = new Map(picked.map(({ path, shownPath }) => [path, shownPath]));
  await each(parts, picked, problems, signal, async (file, place) => {
    tell(t('Looking through {0}', place));
    const source = await file.open();
    try {
      const found = await suspicionOf(file.path, source, parts.decode, signal, percentOf(source, (percent) => { tell(t('Looking through {0} · {1} %', place, percent)); }));
      if (found !== undefined) suspicious.push(found);
      looked.push(file);
      if (held.size < mostHeld) held.set(file, source);
      else hashes.set(file, (await source.digest(signal)).sha256);
    } finally {
      if (held.get(file) !== source) await source.close();
    }
  });
  const passed = await passedUploads(parts.gate, connection, suspicious, (path) => shownPaths.get(path) ?? path);
  let [sent, known] = [0, 0];
  await each(parts, looked, problems, signal, async (file, place) => {
    const verdict = passed.get(file.path) ?? 'itself';
    if (verdict === 'nothing') return;
    const opened = held.get(file) ?? await file.open();
    held.set(file, opened);
    try {
      const hash = hashes.get(file);
      if (hash !== undefined && (await opened.digest(signal)).sha256 !== hash) throw new FailureError({ kind: 'fileChanged', message: t('“{0}” changed after it was looked through; upload it again to send it as it is now.', opened.name), action: 'retry' });
      const source = verdict === 'itself' ? opened : parts.textFile(opened.name, verdict.text);
      tell(place);
      const { known: was } = await parts.files.upload(connection.id, {
        source,
        path: file.shownPath,
        use: connection.api === 'assistants' ? 'search' : 'prompt',
        progress: (bytes) => { tell(t('{0} · {1} of {2}', place, sizeInWords(bytes), sizeInWords(source.bytes))); },
      }, signal);
      if (was) known += 1;
      else sent += 1;
    } finally {
      held.delete(file);
      await opened.close();
    }
  });
  return { sent, known, problems };
}

/** Takes one file after the other; what goes wrong with one is said of it, and the others follow. */
async function each({ explain }: PickedParts, files: readonly PickedFile[], problems: string[], signal: AbortSignal, act: (file: PickedFile, place: string) => Promise<void>): Promise<void> {
  for (const [index, file] of files.entries()) {
    if (signal.aborted) break;
    const { name } = file;
    try {
      await act(file, files.length === 1 ? name : t('{0} of {1} · {2}', String(index + 1), String(files.length), name));
    } catch (error) {
      if (!signal.aborted) problems.push(namedProblem(name, explain(error).message));
    }
  }
}

/** Tells whole percents, each once. */
function percentOf({ bytes }: UploadSource, tell: (percent: number) => void): (done: number) => void {
  let last = 0;
  return (done) => {
    const percent = Math.floor((100 * done) / bytes);
    if (percent === last) return;
    last = percent;
    tell(percent);
  };
}
