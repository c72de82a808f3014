import type { SendKey } from '../src/shared/status.ts';
import type { MenuItem } from './menu.ts';
import { t } from './l10n.ts';

/** What can be asked for of any message. */
export interface MessageSteps {
  /** Shows this version of the message. */
  select(messageId: string): void;
  /** The key that sends what is written. */
  sendKey(): SendKey;
  /** Asks for another answer to the prompt of this one. */
  again(messageId: string): void;
  /** The same of another assistant or model, which the user chooses. */
  regenerate(messageId: string, by: 'assistant' | 'model'): void;
  /** Sends a prompt in other words; resolves with whether it was stored. */
  edit(messageId: string, text: string, attachmentIds: readonly string[]): Promise<boolean>;
  /** What was being written in the place of this prompt when the page was last there. */
  writtenFor(messageId: string): string | undefined;
  /** Keeps what is being written in the place of a prompt, or that nothing is. */
  keepWritten(messageId: string, text: string | undefined): void;
  fork(messageId: string): void;
  remove(messageId: string): void;
  /** Copies it, or all up to it, as Markdown. */
  copy(messageId: string, what: 'message' | 'branch'): void;
  /** Shows what differs between it and another version. */
  compare(messageId: string): void;
  /** Shows this answer as a document. */
  openAnswer(messageId: string): void;
  /** Shows what was sent for this answer. */
  showSent(messageId: string): void;
}

/** What stands in the menu of an answer. */
export function answerMenu(id: string, steps: MessageSteps, { idle, versions }: { readonly idle: boolean; readonly versions: readonly string[] }): readonly MenuItem[] {
  const anew: readonly MenuItem[] = [
    { name: t('Answer Again'), iconName: 'refresh', press: () => { steps.again(id); } },
    { name: t('Ask Another Assistant…'), iconName: 'hubot', press: () => { steps.regenerate(id, 'assistant'); } },
    { name: t('Ask Another Model…'), iconName: 'sparkle', press: () => { steps.regenerate(id, 'model'); } },
  ];
  return [
    ...(idle ? anew : []),
    { name: t('Fork Thread from Here'), iconName: 'repo-forked', press: () => { steps.fork(id); } },
    ...comparing(id, steps, versions),
    ...copying(id, steps),
    { name: t('Open as Document'), iconName: 'go-to-file', press: () => { steps.openAnswer(id); } },
    { name: t('Show What Was Sent'), iconName: 'eye', press: () => { steps.showSent(id); } },
    ...removing(id, steps, idle),
  ];
}

/** What stands in the menu of a prompt. */
export function promptMenu(id: string, steps: MessageSteps, { idle, versions, edit }: { readonly idle: boolean; readonly versions: readonly string[]; readonly edit: () => void }): readonly MenuItem[] {
  return [
    ...(idle ? [{ name: t('Edit and Send Again'), iconName: 'edit', press: edit }] : []),
    { name: t('Fork Thread before Here'), iconName: 'repo-forked', press: () => { steps.fork(id); } },
    ...comparing(id, steps, versions),
    ...copying(id, steps),
    ...removing(id, steps, idle),
  ];
}

function comparing(id: string, steps: MessageSteps, versions: readonly string[]): readonly MenuItem[] {
  return versions.length > 1 ? [{ name: t('Compare Versions'), iconName: 'diff', press: () => { steps.compare(id); } }] : [];
}

function copying(id: string, steps: MessageSteps): readonly MenuItem[] {
  return [
    { name: t('Copy as Markdown'), iconName: 'markdown', press: () => { steps.copy(id, 'message'); } },
    { name: t('Copy Thread up to Here'), iconName: 'copy', press: () => { steps.copy(id, 'branch'); } },
  ];
}

function removing(id: string, steps: MessageSteps, idle: boolean): readonly MenuItem[] {
  return idle ? [{ name: t('Delete…'), iconName: 'trash', press: () => { steps.remove(id); } }] : [];
}
