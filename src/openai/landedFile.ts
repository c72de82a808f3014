import type OpenAI from 'openai';
import type { FileObject } from 'openai/resources/files';
import { everyItem, pageSize } from './everyItem.ts';
import { pause } from '../core/pause.ts';

/** What is known of a file that may have arrived. */
export interface SentFile {
  readonly name: string;
  readonly bytes: number;
  readonly purpose: string;
  /** When it was begun to be sent, in seconds since the epoch by the server's clock; or else how many seconds ago. */
  readonly since: { readonly time: number } | { readonly ago: number };
}

/** Seconds by which a server's two ways of telling time may differ: both are rounded. */
const slack = 2;

/** Looks whether a file has arrived of which the server never said so; `not` are those that it cannot be. Throws the SDK's errors. */
export async function landedFile(client: OpenAI, sent: SentFile, { looks, not, signal }: { readonly looks: readonly number[]; readonly not: ReadonlySet<string>; readonly signal: AbortSignal }): Promise<FileObject | undefined> {
  const begun = performance.now();
  for (const wait of looks) {
    await pause(wait, signal);
    let since = 'time' in sent.since ? sent.since.time : Number.POSITIVE_INFINITY;
    const read = async (from: object): Promise<{ readonly data: readonly FileObject[]; readonly has_more?: boolean }> => {
      const { data: page, response } = await client.files.list({ limit: pageSize, order: 'desc', purpose: sent.purpose, ...from }, { signal }).withResponse();
      if ('ago' in sent.since) since = Math.min(since, serverTime(response) - sent.since.ago - (performance.now() - begun) / 1000 - slack);
      return page;
    };
    for await (const file of everyItem(read)) {
      const same = nameIs(file.filename, sent.name) && (file.bytes ?? sent.bytes) === sent.bytes && file.purpose === sent.purpose;
      if (same && file.created_at >= since && !not.has(file.id)) return file;
    }
  }
  return undefined;
}

function serverTime(response: Response): number {
  const told = Date.parse(response.headers.get('date') ?? '');
  return (Number.isNaN(told) ? Date.now() : told) / 1000;
}

/** Servers differ in whether they take back what a form must escape in names. */
function nameIs(told: string, sent: string): boolean {
  return told === sent || told === sent.replaceAll(/["\\]/g, (character) => encodeURIComponent(character));
}
