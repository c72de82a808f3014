import type { Attachment } from './attachment.ts';

/** An attachment as a chip shows it: how much it is stands in the place of the text, which the host alone needs. */
export interface Chip extends Omit<Attachment, 'text'> {
  readonly bytes: number;
}

/** The chip of an attachment; a text weighs what it does in UTF-8. */
export function chipOf({ text, ...attachment }: Attachment): Chip {
  return { ...attachment, bytes: attachment.media?.bytes ?? new TextEncoder().encode(text).length };
}
