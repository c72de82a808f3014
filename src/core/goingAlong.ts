import type { Attachment } from '../shared/attachment.ts';
import { goingWith } from '../shared/goingWith.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Attachments } from './attachments.ts';
import { asChosen, type LookingParts } from './changedFiles.ts';
import type { CurrentEditor } from './currentEditor.ts';
import { t } from '../shared/words.ts';

/** What it takes to say what goes with a prompt. */
export interface AlongParts extends LookingParts {
  readonly attachments: Attachments;
  readonly currentEditor: Pick<CurrentEditor, 'follow' | 'look' | 'onChange' | 'view'>;
}

/**
 * What is sent under these ids, in the order of the composer: what the user was shown, or what they chose in its stead; undefined when they
 * chose not to send. Throws FailureError when something was shown that is not there any more.
 */
export async function goingAlong(parts: AlongParts, ids: readonly string[]): Promise<readonly Attachment[] | undefined> {
  const { attachments, currentEditor } = parts;
  await currentEditor.look();
  const before = attachments.pick(ids);
  const chosen = await asChosen(parts, before.map((attachment) => attachments.withAddress(attachment)));
  if (chosen === undefined) return undefined;
  attachments.restore(chosen.filter(({ attachment }) => !before.includes(attachment)));
  const found = goingWith(attachments.held, currentEditor.view.attachment).filter(({ id }) => ids.includes(id));
  if (found.length === ids.length) return found;
  throw new FailureError({ kind: 'interrupted', message: t('What goes along has changed just now; look at it, and send again.'), action: 'retry' });
}
