import type { Attachment } from './attachment.ts';
import { t } from './words.ts';

/** What an attachment can be besides a text. */
export type MediaForm = 'document' | 'image';

/** How an attachment travels. */
export function formOf({ media }: Pick<Attachment, 'media'>): MediaForm | 'text' {
  if (media === undefined) return 'text';
  return media.mediaType === 'application/pdf' ? 'document' : 'image';
}

/** Why an attachment cannot go to a connection that takes these forms; undefined if it can. */
export function formProblem(attachment: Pick<Attachment, 'media'>, takes: readonly MediaForm[]): string | undefined {
  const form = formOf(attachment);
  if (form === 'text' || takes.includes(form)) return undefined;
  return form === 'image' ? t('This connection takes no images') : t('This connection takes no PDF files');
}
