import type { Bookmark } from '../shared/bookmark.ts';
import type { Answer } from '../shared/message.ts';
import { t } from '../shared/words.ts';
import { hostOf, leadsTo } from './bookmarkPlaces.ts';
import type { Connection } from './connections.ts';
import { placeOf, type Ledger, type LedgerEntry } from './ledgerEntry.ts';
import type { LettingGo } from './lettingGo.ts';
import { failureOf } from './outcomes.ts';
import type { ThreadHead } from './stores.ts';
import type { Threads } from './threads.ts';

/** What servers keep under one heading for a thread. */
interface Kept {
  readonly first: Bookmark;
  readonly bookmarks: readonly Bookmark[];
  readonly created: number;
  readonly used: number;
}

/** For how long OpenAI keeps responses that belong to no conversation, in milliseconds: https://developers.openai.com/api/docs/guides/conversation-state */
const responseTime = 30 * 24 * 60 * 60 * 1000;

/** What servers keep of threads, in whichever branch, those in the trash among them, and of threads that are gone. */
export function conversationsKept(threads: Pick<Threads, 'list' | 'trash' | 'whole'>, lettingGo: LettingGo, connections: readonly Connection[]): Ledger {
  const { isGone } = lettingGo;
  const problems: string[] = [];
  const heads = [...threads.list().map((head) => ({ head, owner: ownerOf(head) })), ...threads.trash().map((head) => ({ head, owner: trashedOwnerOf(head) }))];
  const held = heads.flatMap(({ head, owner }): readonly LedgerEntry[] => {
    try {
      return keptOf(threads.whole(head.id).messages.flatMap((message) => (message.role === 'assistant' ? marksOf(message).filter((mark) => !isGone(mark)).map((bookmark) => ({ bookmark, at: message.at })) : [])))
        .map((kept) => ({ ...entryOf(kept, connections), name: titleOf(head), owner, need: 'needed' }));
    } catch (error) {
      problems.push(t('“{0}” could not be read: {1}', titleOf(head), failureOf(error).message));
      return [];
    }
  });
  const left = keptOf(lettingGo.stillThere).map((kept): LedgerEntry => {
    const entry = entryOf(kept, connections);
    return { ...entry, name: entry.id, owner: t('Of a thread that was deleted here'), need: 'unneeded' };
  });
  return { entries: [...held, ...left], problems };
}

/** All that a server keeps of an answer. */
function marksOf({ bookmark, placed = [] }: Answer): readonly Bookmark[] {
  return [...(bookmark === undefined ? [] : [bookmark]), ...placed];
}

/** One entry for each conversation; the responses that a server stores one by one are one together. */
function keptOf(marks: readonly { readonly bookmark: Bookmark; readonly at: number }[]): readonly Kept[] {
  const all = new Map<string, Kept>();
  for (const { bookmark, at } of marks) {
    if (isExpired(bookmark, at)) continue;
    const key = JSON.stringify([bookmark.place, bookmark.kind, ...(bookmark.kind === 'response' ? [] : [bookmark.id])]);
    const { first, bookmarks, created, used } = all.get(key) ?? { first: bookmark, bookmarks: [], created: at, used: at };
    all.set(key, { first, bookmarks: bookmarks.some(({ id }) => id === bookmark.id) ? bookmarks : [...bookmarks, bookmark], created: Math.min(created, at), used: Math.max(used, at) });
  }
  return [...all.values()];
}

function entryOf({ first, bookmarks, created, used }: Kept, connections: readonly Connection[]): Omit<LedgerEntry, 'name' | 'need' | 'owner'> {
  const leading = connections.filter((connection) => leadsTo(connection, first));
  const place = leading.length === 0 ? hostOf(first) : placeOf(leading);
  return { kind: first.kind, connections: leading, place, id: first.id, users: [], created, used, bookmarks, ...(expires(first) ? { expires: used + responseTime } : {}) };
}

function isExpired(bookmark: Bookmark, at: number): boolean {
  return expires(bookmark) && at + responseTime < Date.now();
}

function expires(bookmark: Bookmark): boolean {
  return bookmark.kind === 'response' && hostOf(bookmark) === 'api.openai.com';
}

function titleOf({ title }: ThreadHead): string {
  return title === '' ? t('a thread without a title') : title;
}

function ownerOf({ title }: ThreadHead): string {
  return title === '' ? t('Of a thread without a title') : t('Of the thread “{0}”', title);
}

function trashedOwnerOf({ title }: ThreadHead): string {
  return title === '' ? t('Of a thread without a title, in the trash') : t('Of the thread “{0}”, in the trash', title);
}
