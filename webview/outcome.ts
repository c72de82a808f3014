import type { Failure, FailureAction } from '../src/shared/failure.ts';
import type { CodePlace, CodeUse, LinkPlace } from '../src/shared/asks.ts';
import { h } from './elements.ts';
import type { MessageSteps } from './messageSteps.ts';
import { notice, type NoticeButton } from './notice.ts';
import { offers } from './offers.ts';
import type { AnswerRow } from './threadRows.ts';
import { t } from './l10n.ts';

/** What can be asked for from within an answer. */
export interface AnswerSteps extends MessageSteps {
  /** Takes the step that a failure of this answer offers. */
  take(action: FailureAction, messageId: string): void;
  /** Waits for an answer of which nothing comes. */
  keepWaiting(): void;
  /** Asks the server how it stands. */
  askServer(): void;
  /** Stops what is arriving. */
  stop(): void;
  /** Lets the user give the result of a function that this answer waits for. */
  answerCall(messageId: string, stepId: string): void;
  /** The bytes of an image that this answer shows; rejects where there is none. */
  readImage(messageId: string, outputId: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Lets the user save a file of this answer. */
  saveOutput(messageId: string, outputId: string): void;
  /** Opens a file of this answer in an editor. */
  openOutput(messageId: string, outputId: string): void;
  /** Asks the server once more for a file of this answer that was not to be had. */
  retryOutput(messageId: string, outputId: string): void;
  /** Opens the file that this answer cites, by the place in its citations. */
  openCitation(messageId: string, index: number): void;
  /** Takes a block of code of this answer to where the user wants it; resolves with whether it was done. */
  useCode(messageId: string, place: CodePlace, use: CodeUse): Promise<boolean>;
  /** Which of these names are files of the workspace: an id for each that is. */
  findPlaces(names: readonly string[]): Promise<readonly (string | null)[]>;
  openPlace(id: string): void;
  /** Opens what this answer calls by this name. */
  openSymbol(messageId: string, name: string): void;
  /** Opens a link of this answer in the browser, once the user has agreed. */
  openLink(messageId: string, place: LinkPlace): void;
}

const unexplained: Readonly<Record<'failed' | 'incomplete' | 'interrupted', Failure>> = {
  failed: { kind: 'internal', message: t('No answer came.'), action: 'retry' },
  incomplete: { kind: 'internal', message: t('The answer ends before it is complete.'), action: 'retry' },
  interrupted: { kind: 'interrupted', message: t('The connection broke off.'), action: 'continue' },
};

/** The steps that have the answer given anew, or go on from it: for the last one of the branch alone. */
const goingOn: ReadonlySet<FailureAction> = new Set(['continue', 'dropParameter', 'editMessage', 'retry', 'summarise', 'trimOldest']);

/** The steps out of the state that the answer is in: both ways on from a broken one, what makes room for one that was too long, else what its failure offers. */
export function stepsOf({ message, last, idle, hasHistory }: AnswerRow): readonly FailureAction[] {
  if (message.state !== 'failed' && message.state !== 'incomplete' && message.state !== 'interrupted') return [];
  const failure = message.failure ?? unexplained[message.state];
  return waysOn(message.state, failure, hasHistory).filter((step) => (last && idle) || !goingOn.has(step));
}

function waysOn(state: 'failed' | 'incomplete' | 'interrupted', { kind, action }: Failure, hasHistory: boolean): readonly FailureAction[] {
  if (state === 'interrupted') return ['continue', 'retry'];
  return kind === 'contextTooLong' ? [...(hasHistory ? ['trimOldest' as const, 'summarise' as const] : []), 'editMessage', action] : [action];
}

/** Says how the answer ended, unless it is whole or still arriving; that it has failed is read out at once where it is news. */
export function outcome(row: AnswerRow, steps: AnswerSteps, isNews: boolean): HTMLElement | undefined {
  const { message } = row;
  if (message.state === 'running' || message.state === 'complete') return undefined;
  if (message.state === 'stopped') return h('p', { class: 'stopped' }, [t('Stopped')]);
  const failure = message.failure ?? unexplained[message.state];
  const buttons = stepsOf(row).map((action): NoticeButton => ({ name: offers[action], press: () => { steps.take(action, message.id); } }));
  return notice({
    tone: message.state === 'failed' ? 'error' : 'warning',
    ...(message.state === 'interrupted' ? { title: t('Interrupted.') } : {}),
    message: failure.message,
    ...(isNews && message.state === 'failed' ? { role: 'alert' as const } : {}),
    buttons,
    waitUntil: row.last && failure.retryAfter !== undefined ? row.changedAt + failure.retryAfter * 1000 : undefined,
  });
}
