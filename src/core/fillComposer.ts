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

/** Puts a prompt in the place of what is written, and what went with it beside what is attached; what goes along by itself is left out. */
export function fillComposer({ desk, attachments: held, currentEditor: { view: { attachment: current } } }: ComposerParts, { text, attachments }: Prompt): void {
  held.restore(attachments.filter((attachment) => current === undefined || !isSame(attachment, current)).map((attachment) => ({ attachment })));
  desk.put(text);
}
