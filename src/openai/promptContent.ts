import type { Turn } from '../core/engine.ts';
import { mediaTypeOf } from '../core/fileTypes.ts';
import { promptText } from '../core/promptText.ts';
import { formOf, type MediaForm, type SpecialForm } from '../shared/attachmentForms.ts';
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
  readonly why: SpecialForm | 'noBytes';
}

/** What travels apart from the prompt, as the prompt speaks of it. */
interface Apart {
  readonly words: string;
}

/** What a prompt says, and what goes with it that is no text. */
export interface PromptContent {
  readonly text: string;
  readonly media: readonly SentMedia[];
}

type Loaded = SentMedia | Lost | Apart;

/** The prompt of a turn. Throws FailureError for an attachment that the wire does not take, or whose bytes are lost. */
export async function promptContent({ prompt, bytesOf }: Pick<Turn, 'prompt' | 'bytesOf'>, takes: readonly SpecialForm[]): Promise<PromptContent> {
  const all = await loadAll(prompt.attachments, bytesOf, takes);
  const lost = all.find((each) => 'why' in each);
  if (lost !== undefined) throw new FailureError({ kind: 'notSupported', message: toTheUser(lost), action: 'chooseConnection' });
  return contentOf(promptText(prompt), all);
}

/** An earlier prompt: what cannot be sent again is named in its place. */
export async function historyContent(prompt: Pick<Prompt, 'text' | 'attachments'>, { bytesOf }: Pick<Turn, 'bytesOf'>, takes: readonly SpecialForm[]): Promise<PromptContent> {
  return contentOf(promptText(prompt), await loadAll(prompt.attachments, bytesOf, takes));
}

function contentOf(text: string, all: readonly Loaded[]): PromptContent {
  const named = all.flatMap((each) => ('why' in each ? [toTheModel(each)] : 'words' in each ? [each.words] : []));
  return { text: [text, ...named].filter((part) => part !== '').join('\n\n'), media: all.filter((each) => 'bytes' in each) };
}

function toTheUser({ path, why }: Lost): string {
  if (why === 'noBytes') return t('{0} is not kept any more: take it off, or choose another connection.', path);
  if (why === 'image') return t('{0} is not sent. This connection takes no images: take it off, or choose another connection.', path);
  if (why === 'document') return t('{0} is not sent. This connection takes no PDF files: take it off, or choose another connection.', path);
  return t('{0} is not sent. This connection does not take it in this form: let it travel in another way, or choose another connection.', path);
}

const untaken: Readonly<Record<SpecialForm, string>> = { image: 'images', document: 'PDF files', office: 'Office files', code: 'files for code', search: 'files to search' };

function toTheModel({ path, why }: Lost): string {
  if (why === 'noBytes') return `[${path} is not kept any more.]`;
  return `[${path} is not sent. This connection takes no ${untaken[why]}.]`;
}

async function loadAll(attachments: readonly Attachment[], bytesOf: Turn['bytesOf'], takes: readonly SpecialForm[]): Promise<readonly Loaded[]> {
  const all = await Promise.all(attachments.map((attachment) => load(attachment, bytesOf, takes)));
  return all.filter((each) => each !== undefined);
}

/** What is sent of an attachment; nothing for text. */
async function load(attachment: Attachment, bytesOf: Turn['bytesOf'], takes: readonly SpecialForm[]): Promise<Loaded | undefined> {
  const { media, path } = attachment;
  const form = formOf(attachment);
  if (form === 'text') return undefined;
  if (!takes.includes(form)) return { path, why: form };
  if (form === 'code') return { words: `[${path} is a file that your code can read.]` };
  if (form === 'search') return { words: `[${path} is a file that you can search.]` };
  const bytes = media === undefined ? undefined : await bytesOf(media);
  if (media === undefined || bytes === undefined) return { path, why: 'noBytes' };
  const name = path.split(/[/\\]/).at(-1) ?? path;
  return { name, form, hash: media.hash, bytes, dataUrl: `data:${form === 'office' ? mediaTypeOf(name) : media.mediaType};base64,${toBase64(bytes)}` };
}
