import type { Attachment } from '../shared/attachment.ts';
import { goingWith } from '../shared/goingWith.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Attachments, NewAttachment } from './attachments.ts';
import { changedFiles, changeQuestion, type ChangeQuestion, type SendChoice } from './changedFiles.ts';
import type { CurrentEditor } from './currentEditor.ts';
import { t } from '../shared/words.ts';

/** What it takes to say what goes with a prompt. */
export interface AlongParts {
  readonly attachments: Attachments;
  readonly currentEditor: Pick<CurrentEditor, 'follow' | 'look' | 'onChange' | 'view'>;
  /** Reads a file anew; undefined where it cannot be read. */
  readonly readAgain: (address: string) => Promise<NewAttachment | undefined>;
  /** Asks the user what is to be done about files that have changed; undefined: nothing is to be sent. */
  readonly askChanged: (question: ChangeQuestion) => Promise<SendChoice | undefined>;
}

/**
 * What is sent under these ids, in the order of the composer: what the user was shown, or what they chose in its stead; undefined when they
 * chose not to send. Throws FailureError when something was shown that is not there any more.
 */
export async function goingAlong({ attachments, currentEditor, readAgain, askChanged }: AlongParts, ids: readonly string[]): Promise<readonly Attachment[] | undefined> {
  await currentEditor.look();
  const changed = await changedFiles(attachments.pick(ids), (id) => attachments.addressOf(id), readAgain);
  const choice = changed.length === 0 ? 'attached' : await askChanged(changeQuestion(changed));
  if (choice === undefined) return undefined;
  if (choice === 'new') for (const { attachment: { id }, now } of changed) if (now !== undefined) attachments.replace(id, now);
  const found = goingWith(attachments.held, currentEditor.view.attachment).filter(({ id }) => ids.includes(id));
  if (found.length === ids.length) return found;
  throw new FailureError({ kind: 'interrupted', message: t('What goes along has changed just now; look at it, and send again.'), action: 'retry' });
}
