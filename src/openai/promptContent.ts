import type { Turn } from '../core/engine.ts';
import { promptText } from '../core/promptText.ts';
import { formOf, formProblem, type MediaForm } from '../shared/attachmentForms.ts';
import { toBase64 } from '../shared/base64.ts';
import type { Attachment } from '../shared/attachment.ts';
import type { Prompt } from '../shared/message.ts';
import { FailureError } from '../shared/rpc.ts';

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

/** What a prompt says, and what goes with it that is no text. */
export interface PromptContent {
  readonly text: string;
  readonly media: readonly SentMedia[];
}

/** The prompt of a turn. Throws FailureError for an attachment that the wire does not take, or whose bytes are lost. */
export async function promptContent({ prompt, bytesOf }: Pick<Turn, 'prompt' | 'bytesOf'>, takes: readonly MediaForm[]): Promise<PromptContent> {
  const all = await Promise.all(prompt.attachments.map((attachment) => load(attachment, bytesOf, takes)));
  const lost = all.find((each) => typeof each === 'string');
  if (lost !== undefined) throw new FailureError({ kind: 'notSupported', message: `${lost}: take it off, or choose another connection.`, action: 'chooseConnection' });
  return { text: promptText(prompt), media: all.filter((each) => typeof each === 'object') };
}

/** An earlier prompt: what cannot be sent again is named in its place. */
export async function historyContent(prompt: Pick<Prompt, 'text' | 'attachments'>, { bytesOf }: Pick<Turn, 'bytesOf'>, takes: readonly MediaForm[]): Promise<PromptContent> {
  const all = await Promise.all(prompt.attachments.map((attachment) => load(attachment, bytesOf, takes)));
  const lost = all.filter((each) => typeof each === 'string').map((words) => `[${words}.]`);
  return { text: [promptText(prompt), ...lost].filter((part) => part !== '').join('\n\n'), media: all.filter((each) => typeof each === 'object') };
}

/** What is sent of an attachment; nothing for text, a sentence for what cannot be sent. */
async function load(attachment: Attachment, bytesOf: Turn['bytesOf'], takes: readonly MediaForm[]): Promise<SentMedia | string | undefined> {
  const { media, path } = attachment;
  const form = formOf(attachment);
  if (media === undefined || form === 'text') return undefined;
  const problem = formProblem(attachment, takes);
  if (problem !== undefined) return `${path} is not sent. ${problem}`;
  const bytes = await bytesOf(media);
  if (bytes === undefined) return `${path} is not kept any more`;
  const name = path.split(/[/\\]/).at(-1) ?? path;
  return { name, form, hash: media.hash, bytes, dataUrl: `data:${media.mediaType};base64,${toBase64(bytes)}` };
}
