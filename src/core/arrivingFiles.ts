import { fromBase64 } from '../shared/base64.ts';
import { FailureError } from '../shared/rpc.ts';
import { fileLimit, fileTooLarge } from './mediaAttachment.ts';
import { t } from '../shared/words.ts';

/** How many files may be on their way at once; what is begun beyond that takes the place of the oldest. */
const mostOpen = 8;

interface Arriving {
  readonly name: string;
  readonly whole: Uint8Array;
  at: number;
}

/** Files that a page hands over piece by piece, in order. A file has a name here, and no place. */
export class ArrivingFiles {
  readonly #open = new Map<string, Arriving>();

  /** Begins a file of so many bytes; answers the id for its pieces. Throws FailureError for what is empty or too large. */
  begin(givenName: string, bytes: number): string {
    const name = plainName(givenName);
    if (bytes === 0) throw new FailureError({ kind: 'notFound', message: t('{0} is empty.', name), action: 'openLog' });
    if (bytes > fileLimit) throw new FailureError({ kind: 'tooLarge', message: fileTooLarge(name, bytes), action: 'openLog' });
    const id = crypto.randomUUID();
    this.#open.set(id, { name, whole: new Uint8Array(bytes), at: 0 });
    const [oldest] = this.#open.keys();
    if (this.#open.size > mostOpen && oldest !== undefined) this.#open.delete(oldest);
    return id;
  }

  /** Takes the next piece, in base64; answers the file once it is whole. Throws FailureError for what does not fit. */
  add(id: string, data: string): { readonly name: string; readonly bytes: Uint8Array } | undefined {
    const file = this.#open.get(id);
    const piece = file === undefined ? undefined : decoded(data);
    if (file === undefined || piece === undefined || piece.length === 0 || file.at + piece.length > file.whole.length) {
      this.#open.delete(id);
      throw new FailureError({ kind: 'interrupted', message: t('{0} did not arrive whole; attach it again.', file?.name ?? t('The file')), action: 'openLog' });
    }
    file.whole.set(piece, file.at);
    file.at += piece.length;
    if (file.at < file.whole.length) return undefined;
    this.#open.delete(id);
    return { name: file.name, bytes: file.whole };
  }
}

/** A name in one line, without folders and control characters. */
function plainName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const name = last.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim().slice(0, 255);
  return name === '' ? t('Unnamed file') : name;
}

function decoded(data: string): Uint8Array | undefined {
  try {
    return fromBase64(data);
  } catch {
    return undefined;
  }
}
