import type { Bookmark } from '../shared/bookmark.ts';
import type { Connection } from './connections.ts';

/** The wire that each kind of bookmark is known by. */
const wires: Readonly<Record<Bookmark['kind'], Connection['api']>> = { conversation: 'responses', response: 'responses', session: 'agents', thread: 'assistants' };

/** Whether it is this connection's server that knows the bookmark, by this connection's wire. */
export function leadsTo({ api, baseUrl }: Connection, { place, kind }: Bookmark): boolean {
  return wires[kind] === api && place.split(' ').includes(baseUrl);
}

/** The host that knows a bookmark, such as `api.openai.com`. */
export function hostOf({ place }: Bookmark): string {
  const address = place.split(' ').find((part) => URL.canParse(part) && new URL(part).host !== '');
  return address === undefined ? place : new URL(address).host;
}
