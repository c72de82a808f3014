import type { Attachment } from '../shared/attachment.ts';
import { isSame, type NewAttachment } from './attachments.ts';
import { linesNow, textAt } from './pieceNow.ts';
import type { HeldAttachment } from './stores.ts';
import { t } from '../shared/words.ts';

/** A file, or a piece of one, that is no longer as it was attached. */
interface ChangedFile {
  readonly attachment: Attachment;
  /** As it is now; absent if it cannot be read any more, or has no such lines. */
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

/** What was found of attachments whose files were read anew. */
interface LookedAgain {
  /** As they were attached, but for the lines of pieces that stand in others now. */
  readonly held: readonly HeldAttachment[];
  readonly changed: readonly ChangedFile[];
}

/** Looks at the files of attachments, each once. `read` says what is at an address; undefined where nothing can be read. */
async function lookAgain(held: readonly HeldAttachment[], read: (address: string) => Promise<NewAttachment | undefined>): Promise<LookedAgain> {
  const files = new Map<string, ReturnType<typeof read>>();
  const at = async (address: string): ReturnType<typeof read> => {
    const found = files.get(address) ?? read(address);
    files.set(address, found);
    return found;
  };
  const looks = await Promise.all(held.map(async (one): Promise<{ readonly one: HeldAttachment; readonly changed?: ChangedFile }> => {
    const { attachment, address } = one;
    if (address === undefined) return { one };
    const whole = await at(address);
    if (whole === undefined) return { one, changed: { attachment } };
    const { lines } = attachment;
    // What is too long for a prompt is not read by lines.
    if (lines !== undefined && whole.media !== undefined) return { one };
    if (lines === undefined) return isSame(attachment, whole) || isSameCell(attachment, whole) ? { one } : { one, changed: { attachment, now: whole } };
    const now = linesNow(whole.text, { text: attachment.text, lines });
    if (now !== undefined) return { one: now[0] === lines[0] ? one : { ...one, attachment: { ...attachment, lines: now } } };
    const text = textAt(whole.text, lines);
    return { one, changed: { attachment, ...(text === '' ? {} : { now: { ...whole, kind: attachment.kind, path: attachment.path, lines, text } }) } };
  }));
  return { held: looks.map(({ one }) => one), changed: looks.flatMap(({ changed }) => changed ?? []) };
}

/** What it takes to look again before something is sent. */
export interface LookingParts {
  /** Reads a file anew; undefined where it cannot be read. */
  readonly readAgain: (address: string) => Promise<NewAttachment | undefined>;
  /** Asks the user what is to be done about files that have changed; undefined: nothing is to be sent. */
  readonly askChanged: (question: ChangeQuestion) => Promise<SendChoice | undefined>;
}

/** These attachments as they are to be sent, once the user has been asked about what has changed; undefined when they chose not to send. */
export async function asChosen({ readAgain, askChanged }: LookingParts, held: readonly HeldAttachment[]): Promise<readonly HeldAttachment[] | undefined> {
  const { held: moved, changed } = await lookAgain(held, readAgain);
  const choice = changed.length === 0 ? 'attached' : await askChanged(changeQuestion(changed));
  if (choice === undefined) return undefined;
  if (choice === 'attached') return moved;
  const texts = new Map(changed.map(({ attachment: { id }, now }) => [id, now]));
  return moved.map((one) => {
    const now = texts.get(one.attachment.id);
    if (now === undefined) return one;
    const { address = one.address, ...piece } = now;
    const { use = piece.use } = one.attachment;
    return { attachment: { ...piece, ...(use === undefined ? {} : { use }), id: one.attachment.id }, ...(address === undefined ? {} : { address }) };
  });
}

/** Whether it is a cell that says the same, though others may stand before it by now. */
function isSameCell(attachment: Attachment, now: NewAttachment): boolean {
  return attachment.kind === 'cell' && now.kind === 'cell' && attachment.text === now.text;
}

/** The one question about all of them. */
function changeQuestion(changed: readonly ChangedFile[]): ChangeQuestion {
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
