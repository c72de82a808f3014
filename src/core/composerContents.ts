import { heldBy, type HostParts } from './hostParts.ts';
import type { Composed } from './inspector.ts';

/** What a composer holds, as its page would send it: what the current editor shows goes along. */
export async function composerContents({ desk, attachments, currentEditor }: Pick<HostParts, 'attachments' | 'currentEditor' | 'desk'>): Promise<Composed> {
  await currentEditor.look();
  return { ...desk.addressee, text: desk.draft?.text ?? '', attachments: heldBy({ attachments, currentEditor }) };
}
