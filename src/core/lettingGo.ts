import * as v from 'valibot';
import type { Bookmark } from '../shared/bookmark.ts';
import { bookmark } from '../shared/schemas.ts';
import type { ServerRecord } from './serverRecord.ts';

/** A bookmark that no thread holds any more, and that its server still keeps. */
export interface StillThere {
  readonly bookmark: Bookmark;
  /** When the server was to let go of it, in milliseconds since the epoch. */
  readonly at: number;
}

// Bookmarks name their place themselves: they are kept under no connection, which may change.
const anywhere = '';
const stillKind = 'stillThere';
const goneKind = 'letGo';
const stillThere = v.object({ bookmark, at: v.number() });

/** What this machine remembers of bookmarks that servers were to let go of: which of them they keep all the same, and which are void though a thread still holds them. */
export class LettingGo {
  readonly #record: ServerRecord;

  constructor(record: ServerRecord) {
    this.#record = record;
  }

  /** What servers keep of threads that are gone. */
  get stillThere(): readonly StillThere[] {
    return this.#record.entries(anywhere, stillKind).flatMap(([, value]) => {
      const parsed = v.safeParse(stillThere, value);
      return parsed.success ? [parsed.output] : [];
    });
  }

  /** Whether a server has let go of it, though a thread still holds it. */
  get isGone(): (mark: Bookmark) => boolean {
    const gone = new Set(this.#record.entries(anywhere, goneKind).map(([id]) => id));
    return (mark) => gone.has(keyOf(mark));
  }

  /** The threads of these are gone: servers keep them until they have let go of them, one by one. Answers with those that a server may keep. */
  threadsGone(marks: readonly Bookmark[], at: number): readonly Bookmark[] {
    const { isGone } = this;
    const each = [...new Map(marks.map((mark) => [keyOf(mark), mark])).values()];
    const left = each.filter((mark) => !isGone(mark));
    for (const mark of each) this.#record.remove(anywhere, goneKind, keyOf(mark));
    for (const mark of left) this.#record.put(anywhere, stillKind, keyOf(mark), { bookmark: mark, at });
    return left;
  }

  /** A server has let go of it. */
  letGo(mark: Bookmark): void {
    const known = this.#record.entries(anywhere, stillKind).some(([id]) => id === keyOf(mark));
    if (known) this.#record.remove(anywhere, stillKind, keyOf(mark));
    else this.#record.put(anywhere, goneKind, keyOf(mark), true);
  }
}

function keyOf({ place, kind, id }: Bookmark): string {
  return JSON.stringify([place, kind, id]);
}
