import type { Attachment } from '../shared/attachment.ts';
import { isSame, type NewAttachment } from './attachments.ts';
import { t } from '../shared/words.ts';

/** A file that is no longer as it was attached. */
export interface ChangedFile {
  readonly attachment: Attachment;
  /** As it is now; absent if it cannot be read any more. */
  readonly now?: NewAttachment;
}

/** What to ask about changed files, and what there is to choose from; not to choose is not to send. */
export interface ChangeQuestion {
  readonly message: string;
  readonly detail: string;
  readonly choices: readonly SendChoice[];
}

/** What is to be sent of changed files: as they are now, or as they were attached. */
export type SendChoice = 'new' | 'attached';

/** Those of the attachments whose files are otherwise now. `addressOf` tells where one was read, `read` what is there; undefined where nothing is. */
export async function changedFiles(
  attachments: readonly Attachment[],
  addressOf: (id: string) => string | undefined,
  read: (address: string) => Promise<NewAttachment | undefined>,
): Promise<readonly ChangedFile[]> {
  const looks = await Promise.all(attachments.map(async (attachment): Promise<readonly ChangedFile[]> => {
    const address = addressOf(attachment.id);
    if (address === undefined) return [];
    const now = await read(address);
    if (now === undefined) return [{ attachment }];
    return isSame(attachment, now) ? [] : [{ attachment, now }];
  }));
  return looks.flat();
}

/** The one question about all of them. */
export function changeQuestion(changed: readonly ChangedFile[]): ChangeQuestion {
  const sentences = changed.map(sentenceOf);
  const [only = '', ...others] = sentences;
  const choices = ['new', 'attached'] as const;
  return {
    message: others.length === 0 ? only : t('{0} files changed since you attached them.', String(sentences.length)),
    detail: others.length === 0 ? '' : sentences.join('\n'),
    choices: changed.some(({ now }) => now !== undefined) ? choices : choices.slice(1),
  };
}

function sentenceOf({ attachment: { path, leadsTo }, now }: ChangedFile): string {
  if (now === undefined) return t('{0} cannot be read any more.', path);
  return now.leadsTo === undefined || now.leadsTo === leadsTo ? t('{0} changed since you attached it.', path) : t('{0} changed since you attached it: it leads to {1} now.', path, now.leadsTo);
}
