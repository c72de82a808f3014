import type { Bookmark } from '../shared/bookmark.ts';
import { t } from '../shared/words.ts';
import type { BackEnds } from './backEnds.ts';
import { hostOf, leadsTo } from './bookmarkPlaces.ts';
import type { LettingGo } from './lettingGo.ts';
import { failureOf } from './outcomes.ts';
import type { Log } from './stores.ts';

/** How long a server is given to let go of one thing that it kept, in milliseconds. */
const forgetTime = 20_000;

/** What a server still keeps, where, and why, in a sentence. */
export interface StillKept {
  readonly bookmark: Bookmark;
  readonly host: string;
  readonly reason: string;
}

/** Has servers let go of what they keep under these bookmarks, each by a connection that leads there, active or not. Answers with what is still kept; never rejects. */
export async function forgetAtServers(bookmarks: readonly Bookmark[], backEnds: Pick<BackEnds, 'connections' | 'of'>): Promise<readonly StillKept[]> {
  const kept: StillKept[] = [];
  for (const bookmark of new Map(bookmarks.map((each) => [`${each.place} ${each.id}`, each])).values()) {
    const reason = await whyKept(bookmark, backEnds);
    if (reason !== undefined) kept.push({ bookmark, host: hostOf(bookmark), reason });
  }
  return kept;
}

/** Has servers let go of what they keep of threads that are gone; what they do not let go of is remembered, noted in the log, and the answer. Never rejects. */
export async function forgetThreads({ backEnds, lettingGo, log }: { readonly backEnds: Pick<BackEnds, 'connections' | 'of'>; readonly lettingGo: LettingGo; readonly log: Log }, bookmarks: readonly Bookmark[]): Promise<readonly StillKept[]> {
  const remember = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      log.error('What servers keep of deleted threads could not be noted.', error);
    }
  };
  let left = bookmarks;
  // Noted before it is asked for: a window may close in between.
  remember(() => { left = lettingGo.threadsGone(bookmarks, Date.now()); });
  const kept = await forgetAtServers(left, backEnds);
  remember(() => { for (const bookmark of left) if (!kept.some((still) => still.bookmark.id === bookmark.id)) lettingGo.letGo(bookmark); });
  for (const { bookmark, host, reason } of kept) log.error(`${host} still keeps ${bookmark.kind} ${bookmark.id}: ${reason}`);
  return kept;
}

/** Undefined once it is let go of. With several keys for one address, nobody knows whose it is: all are asked, and a server that does not know it is content. */
async function whyKept(bookmark: Bookmark, backEnds: Pick<BackEnds, 'connections' | 'of'>): Promise<string | undefined> {
  const reasons: (string | undefined)[] = [];
  for (const connection of backEnds.connections.filter((each) => leadsTo(each, bookmark))) {
    try {
      const { engine } = await backEnds.of(connection);
      await engine.forget(bookmark, AbortSignal.timeout(forgetTime));
      reasons.push(undefined);
    } catch (error) {
      const { kind, message } = failureOf(error);
      reasons.push(kind === 'notFound' ? undefined : message);
    }
  }
  if (reasons.length === 0) return t('No connection leads there any more.');
  return reasons.includes(undefined) ? undefined : reasons[0];
}
