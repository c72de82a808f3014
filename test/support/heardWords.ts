import type { OfflineServer } from '../server/offlineServer.ts';
import { UploadedFile } from '../server/upload.ts';

/** All texts that a server was sent, with what is in uploaded files, one after the other. */
export function heardWords({ requests }: Pick<OfflineServer, 'requests'>): string {
  return requests.flatMap(({ query, body }) => [query, ...wordsIn(body)]).join('\n');
}

function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof UploadedFile) return [value.filename, new TextDecoder().decode(value.content())];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [name, ...wordsIn(each)]);
}
