import { heldBy, type HostParts } from './hostParts.ts';
import type { Composed } from './inspector.ts';

/** What a composer holds, as its page would send it: what the current editor shows goes along. */
export async function composerContents({ desk, attachments, currentEditor }: Pick<HostParts, 'attachments' | 'currentEditor' | 'desk'>): Promise<Composed> {
  await currentEditor.look();
  const { addressee, madeOf } = desk;
  return { ...addressee, ...(madeOf === undefined ? {} : { madeOf }), text: desk.draft?.text ?? '', attachments: heldBy({ attachments, currentEditor }) };
}
