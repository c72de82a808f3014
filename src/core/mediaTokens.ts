import type { Attachment, Media } from '../shared/attachment.ts';
import type { Message } from '../shared/message.ts';

/** The side of a patch, in pixels; the longest side of an image; the most patches that it is cut into; and what a patch is, in tokens. */
const [patch, longest, mostPatches, perPatch] = [32, 2048, 2500, 1.2] as const;

/** An image whose size is not known, by the side of a square, in pixels. */
const usualSide = 1024;

/** A page of a document, in tokens: about half for its words and half for its picture. */
const perPage = 1500;

/** A page of a document whose pages cannot be counted, in bytes. */
const pageBytes = 100_000;

/**
 * About how many tokens an image or a document is: an estimate, the same for every model. Images go by OpenAI's rule for its current
 * models at high detail (https://developers.openai.com/api/docs/guides/images-vision, November 2026); with the detail left to the
 * model, a large image may come to four times as much, and other models have rules of their own. Of a PDF, models get the words and a
 * picture of each page (https://developers.openai.com/api/docs/guides/pdf-files), of which nobody publishes a count; of an Office file, the words.
 */
export function mediaTokens({ mediaType, bytes, pixels = [usualSide, usualSide], pages = Math.max(1, Math.round(bytes / pageBytes)) }: Omit<Media, 'hash'>): number {
  if (mediaType === 'application/pdf') return pages * perPage;
  if (!mediaType.startsWith('image/')) return Math.ceil((pages * perPage) / 2);
  const shrink = Math.min(1, longest / Math.max(...pixels));
  const [across, down] = pixels.map((side) => Math.max(1, Math.ceil((side * shrink) / patch)));
  return Math.ceil(perPatch * Math.min(mostPatches, (across ?? 1) * (down ?? 1)));
}

/** All of these that are no text in the prompt together, in tokens, about: what travels apart from it is none. */
export function mediaTokensOf(attachments: readonly Pick<Attachment, 'media' | 'use'>[]): number {
  return attachments.reduce((sum, { media, use }) => sum + (media === undefined || use !== undefined ? 0 : mediaTokens(media)), 0);
}

/** What goes with a message that is no text, in tokens, about. */
export function mediaTokensIn(message: Message): number {
  return message.role === 'user' ? mediaTokensOf(message.attachments) : 0;
}
