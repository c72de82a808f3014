import type { Output } from './answerParts.ts';

/** The most bytes of an image that is shown within an answer. */
export const imageLimit = 5 * 1024 * 1024;

/** The most bytes of a file that is opened here; what is longer can be saved. */
const openLimit = 20 * 1024 * 1024;

const images: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Whether it is kept here as an image that can be shown. */
export function isShown({ state, mediaType, bytes = 0 }: Output): boolean {
  return state === 'kept' && images.has(mediaType) && bytes <= imageLimit;
}

/** Whether it is kept here as an image or a text that can be opened. */
export function canBeOpened({ state, mediaType, bytes = 0 }: Output): boolean {
  return state === 'kept' && bytes <= openLimit && (images.has(mediaType) || mediaType.startsWith('text/') || mediaType === 'application/json');
}
