import type { Bookmark } from '../shared/bookmark.ts';
import type { Connection } from './connections.ts';

/** The wires that each kind of bookmark is known by. */
const wires: Readonly<Record<Bookmark['kind'], readonly Connection['api'][]>> = {
  conversation: ['responses'], response: ['responses'], session: ['agents'], thread: ['assistants'], file: ['responses', 'assistants'], vectorStore: ['responses'],
};

/** Whether it is this connection's server that knows the bookmark, by this connection's wire. */
export function leadsTo({ api, baseUrl }: Connection, { place, kind }: Bookmark): boolean {
  return wires[kind].includes(api) && place.split(' ').includes(baseUrl);
}

/** The host that knows a bookmark, such as `api.openai.com`. */
export function hostOf({ place }: Bookmark): string {
  const address = place.split(' ').find((part) => URL.canParse(part) && new URL(part).host !== '');
  return address === undefined ? place : new URL(address).host;
}
