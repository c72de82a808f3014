import type { Attachment } from '../shared/attachment.ts';
import type { Turn } from './engine.ts';
import type { AttachmentStore } from './stores.ts';

/** Texts that are too long for a prompt lie with the bytes of attachments. Here they come into the open, so that they can be looked through like all else. */
export async function opened<Texts extends Pick<Turn, 'history' | 'prompt'>>(texts: Texts, store: Pick<AttachmentStore, 'read'>): Promise<Texts> {
  const open = (attachments: readonly Attachment[]): Promise<readonly Attachment[]> => Promise.all(attachments.map((attachment) => withText(attachment, store)));
  const history = await Promise.all(texts.history.map(async (message) => (message.role === 'user' ? { ...message, attachments: await open(message.attachments) } : message)));
  return { ...texts, history, prompt: { ...texts.prompt, attachments: await open(texts.prompt.attachments) } };
}

/** A prompt as it is stored: its long texts, as they are to leave, lie with the bytes of attachments again. `before` is what was opened. */
export async function closed(prompt: Turn['prompt'], before: readonly Attachment[], store: Pick<AttachmentStore, 'keep'>): Promise<Turn['prompt']> {
  const long = new Set(before.filter(isLong).map(({ id }) => id));
  return { ...prompt, attachments: await Promise.all(prompt.attachments.map(async (attachment) => (long.has(attachment.id) && attachment.media === undefined ? withBytes(attachment, store) : attachment))) };
}

async function withText(attachment: Attachment, store: Pick<AttachmentStore, 'read'>): Promise<Attachment> {
  const { media, ...rest } = attachment;
  const bytes = media !== undefined && isLong(attachment) ? await store.read(media.hash) : undefined;
  return bytes === undefined ? attachment : { ...rest, text: new TextDecoder().decode(bytes) };
}

async function withBytes({ text, ...attachment }: Attachment, store: Pick<AttachmentStore, 'keep'>): Promise<Attachment> {
  const bytes = new TextEncoder().encode(text);
  return { ...attachment, text: '', media: { mediaType: 'text/plain', bytes: bytes.length, hash: await store.keep(bytes) } };
}

function isLong({ media }: Attachment): boolean {
  return media?.mediaType === 'text/plain';
}
