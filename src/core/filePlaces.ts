import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** A file, and the lines of it that are meant, from 1. */
export interface FilePlace {
  readonly path: string;
  readonly lines?: readonly [first: number, last: number];
}

/** The workspace, as far as names are looked for in it. */
export interface PlaceLookup {
  /** The paths of the workspace's files that these names stand for, in their order; undefined for a name that stands for none, or for several. */
  find(names: readonly string[]): Promise<readonly (string | undefined)[]>;
  /** Opens the file at its lines. */
  open(place: FilePlace): Promise<void>;
}

/** How many places stay known by their ids. */
const remembered = 2000;

const shape = /^(?<path>[^\s:#"'`<>|*?]+?)(?:(?::|#L)(?<first>\d{1,7})(?:(?:-L?|:\d{1,5}-|-)(?<last>\d{1,7}))?(?::\d{1,5})?|\s?\((?<only>\d{1,7})\))?$/i;

/** The place that a name such as `src/a.ts:12` or `src/a.ts#L12-L20` means; undefined for what is no name of a file. */
export function placeNamed(name: string): FilePlace | undefined {
  const { groups } = shape.exec(name) ?? {};
  const path = groups?.['path']?.replace(/^\.\//, '');
  if (path === undefined || path.includes('//') || path.split(/[/\\]/).includes('..')) return undefined;
  const first = Number(groups?.['first'] ?? groups?.['only'] ?? 0);
  if (first === 0) return { path };
  return { path, lines: [first, Math.max(first, Number(groups?.['last'] ?? first))] };
}

/** Answers a page that asks which names are files. The page learns ids, and opens by them. */
export class FilePlaces {
  readonly #lookup: PlaceLookup;
  readonly #issued = new Map<string, FilePlace>();

  constructor(lookup: PlaceLookup) {
    this.#lookup = lookup;
  }

  /** An id for each name that is a file of the workspace. */
  async find(names: readonly string[]): Promise<readonly (string | null)[]> {
    const wanted = names.map(placeNamed);
    const asked = [...new Set(wanted.flatMap((place) => place?.path ?? []))];
    const answers = await this.#lookup.find(asked);
    const found = new Map(asked.map((path, at) => [path, answers[at]]));
    return wanted.map((place) => {
      const path = place === undefined ? undefined : found.get(place.path);
      return path === undefined ? null : this.#issue({ ...place, path });
    });
  }

  /** Opens what was found under this id. Throws FailureError `notFound`. */
  async open(id: string): Promise<void> {
    const place = this.#issued.get(id);
    if (place === undefined) throw new FailureError({ kind: 'notFound', message: t('This link is too old. Open the thread again to renew it.'), action: 'newThread' });
    await this.#lookup.open(place);
  }

  #issue(place: FilePlace): string {
    const id = crypto.randomUUID();
    this.#issued.set(id, place);
    const [oldest] = this.#issued.keys();
    if (this.#issued.size > remembered && oldest !== undefined) this.#issued.delete(oldest);
    return id;
  }
}
