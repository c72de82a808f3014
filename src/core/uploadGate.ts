import type { Connection } from './connections.ts';
import { type Gate, withheld } from './gate.ts';
import { placeOf } from './obstacles.ts';
import type { SuspiciousFile } from './uploadLook.ts';

/** What goes in the place of files, by their paths: themselves, a text with placeholders, or nothing. */
type PassedUploads = ReadonlyMap<string, Verdict>;
type Verdict = 'itself' | 'nothing' | { readonly text: string };

/** Asks about files that may hold a secret and are about to be uploaded; `nameOf` says what the user knows one by. Throws FailureError `withheld` when nothing is to be sent. */
export async function passedUploads(gate: Gate, to: Connection, files: readonly SuspiciousFile[], nameOf: (path: string) => string): Promise<PassedUploads> {
  if (files.length === 0) return new Map();
  const passed = await gate.passApart(to, files.map(({ path, inside, ...file }) => ({ ...file, ...placeOf({ path, ...(inside === undefined ? {} : { inside }) }, nameOf(path)), id: path, origin: 'attachment' }) as const));
  if (passed === undefined) throw withheld();
  const left = new Map(passed.map(({ id, text }) => [id, text]));
  return new Map(files.map(({ path, text: before }) => [path, verdictOn(left.get(path), before)]));
}

function verdictOn(text: string | undefined, before: string): Verdict {
  if (text === undefined) return 'nothing';
  return text === before ? 'itself' : { text };
}
