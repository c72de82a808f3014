import type { Attachment } from '../shared/attachment.ts';
import type { Prompt } from '../shared/message.ts';
import { isSame, type Attachments } from './attachments.ts';
import type { CurrentEditor } from './currentEditor.ts';
import type { Desk } from './desk.ts';

/** What a composer is filled by. */
export interface ComposerParts {
  readonly desk: Pick<Desk, 'put'>;
  readonly attachments: Pick<Attachments, 'restore'>;
  readonly currentEditor: Pick<CurrentEditor, 'view'>;
}

/** Puts a prompt in the place of what is written, and what went with it beside what is attached; what goes along by itself is left out. `addressOf`: where a file lies. */
export function fillComposer({ desk, attachments: held, currentEditor: { view: { attachment: current } } }: ComposerParts, { text, attachments }: Prompt, addressOf: (attachment: Attachment) => string | undefined): void {
  held.restore(attachments.filter((attachment) => current === undefined || !isSame(attachment, current)).map((attachment) => {
    const address = addressOf(attachment);
    return { attachment, ...(address === undefined ? {} : { address }) };
  }));
  desk.put(text);
}
