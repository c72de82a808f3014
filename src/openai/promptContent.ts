import type { Turn } from '../core/engine.ts';
import { promptText } from '../core/promptText.ts';
import { formOf, type MediaForm } from '../shared/attachmentForms.ts';
import { toBase64 } from '../shared/base64.ts';
import type { Attachment } from '../shared/attachment.ts';
import type { Prompt } from '../shared/message.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** An image or a document on its way to a server. */
export interface SentMedia {
  /** Without the folders that it lies in. */
  readonly name: string;
  readonly form: MediaForm;
  readonly hash: string;
  readonly bytes: Uint8Array;
  /** The bytes as a `data:` URL (RFC 2397). */
  readonly dataUrl: string;
}

/** An attachment that cannot be sent. */
interface Lost {
  readonly path: string;
  readonly why: 'noImages' | 'noPdf' | 'noBytes';
}

/** What a prompt says, and what goes with it that is no text. */
export interface PromptContent {
  readonly text: string;
  readonly media: readonly SentMedia[];
}

/** The prompt of a turn. Throws FailureError for an attachment that the wire does not take, or whose bytes are lost. */
export async function promptContent({ prompt, bytesOf }: Pick<Turn, 'prompt' | 'bytesOf'>, takes: readonly MediaForm[]): Promise<PromptContent> {
  const all = await Promise.all(prompt.attachments.map((attachment) => load(attachment, bytesOf, takes)));
  const lost = all.find((each) => each !== undefined && 'why' in each);
  if (lost !== undefined) throw new FailureError({ kind: 'notSupported', message: toTheUser(lost), action: 'chooseConnection' });
  return { text: promptText(prompt), media: all.filter((each) => each !== undefined && 'bytes' in each) };
}

/** An earlier prompt: what cannot be sent again is named in its place. */
export async function historyContent(prompt: Pick<Prompt, 'text' | 'attachments'>, { bytesOf }: Pick<Turn, 'bytesOf'>, takes: readonly MediaForm[]): Promise<PromptContent> {
  const all = await Promise.all(prompt.attachments.map((attachment) => load(attachment, bytesOf, takes)));
  const lost = all.filter((each) => each !== undefined && 'why' in each).map(toTheModel);
  return { text: [promptText(prompt), ...lost].filter((part) => part !== '').join('\n\n'), media: all.filter((each) => each !== undefined && 'bytes' in each) };
}

function toTheUser({ path, why }: Lost): string {
  if (why === 'noBytes') return t('{0} is not kept any more: take it off, or choose another connection.', path);
  if (why === 'noImages') return t('{0} is not sent. This connection takes no images: take it off, or choose another connection.', path);
  return t('{0} is not sent. This connection takes no PDF files: take it off, or choose another connection.', path);
}

function toTheModel({ path, why }: Lost): string {
  if (why === 'noBytes') return `[${path} is not kept any more.]`;
  return `[${path} is not sent. This connection takes no ${why === 'noImages' ? 'images' : 'PDF files'}.]`;
}

/** What is sent of an attachment; nothing for text. */
async function load(attachment: Attachment, bytesOf: Turn['bytesOf'], takes: readonly MediaForm[]): Promise<SentMedia | Lost | undefined> {
  const { media, path } = attachment;
  const form = formOf(attachment);
  if (media === undefined || form === 'text') return undefined;
  if (!takes.includes(form)) return { path, why: form === 'image' ? 'noImages' : 'noPdf' };
  const bytes = await bytesOf(media);
  if (bytes === undefined) return { path, why: 'noBytes' };
  const name = path.split(/[/\\]/).at(-1) ?? path;
  return { name, form, hash: media.hash, bytes, dataUrl: `data:${media.mediaType};base64,${toBase64(bytes)}` };
}
