import { lstatSync, mkdirSync } from 'node:fs';
import { t } from '../shared/words.ts';

/** Makes a folder. Throws where something else, such as a link to elsewhere, has taken its place: nothing is written through it. */
export function ownFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  if (!lstatSync(folder).isDirectory()) throw new Error(t('it is not a folder of its own'));
}

/** Which file lies here, and how long it is in bytes; undefined for none. Throws for what is no file, such as a link to elsewhere. */
export function ownFile(file: string): { readonly id: string; readonly bytes: number } | undefined {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isFile()) throw new Error(t('{0} is not a file of its own', file));
  return { id: `${String(found.dev)}/${String(found.ino)}`, bytes: found.size };
}
