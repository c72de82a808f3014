import type { Attachment, AttachmentUse } from './attachment.ts';
import { t } from './words.ts';

/** What an attachment can be in a prompt besides a text: `document` is a PDF file, `office` one of Word, PowerPoint or Excel. */
export type MediaForm = 'document' | 'image' | 'office';

/** How an attachment can travel besides as a text. */
export type SpecialForm = AttachmentUse | MediaForm;

/** How an attachment travels. */
export function formOf({ media, use }: Pick<Attachment, 'media' | 'use'>): SpecialForm | 'text' {
  if (use !== undefined) return use;
  if (media === undefined) return 'text';
  if (media.mediaType === 'application/pdf') return 'document';
  return media.mediaType.startsWith('image/') ? 'image' : 'office';
}

/** Why an attachment cannot go to a connection that takes these forms; undefined if it can. */
export function formProblem(attachment: Pick<Attachment, 'media' | 'use'>, takes: readonly SpecialForm[]): string | undefined {
  const form = formOf(attachment);
  return form === 'text' || takes.includes(form) ? undefined : refusals()[form];
}

function refusals(): Readonly<Record<SpecialForm, string>> {
  return {
    image: t('This connection takes no images'),
    document: t('This connection takes no PDF files'),
    office: t('This connection takes no Office files'),
    code: t('This connection takes no files for code'),
    search: t('This connection takes no files to search'),
  };
}
