import type { Bookmark } from '../shared/bookmark.ts';
import { t } from '../shared/words.ts';
import type { BackEnds } from './backEnds.ts';
import { hostOf, leadsTo } from './bookmarkPlaces.ts';
import { failureOf } from './outcomes.ts';

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
