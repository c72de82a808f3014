import type { Connection } from './connections.ts';
import type { Decision, Obstacle } from './obstacles.ts';
import { secretKindInWords } from './secretKindWords.ts';
import { t } from '../shared/words.ts';

/** The most obstacles, and the most kinds in one of them, that a question names. */
const listed = 8;

/** The most obstacles that a preview names. */
const mostForeseen = 100;

/** What the user reads of these obstacles: a sentence, and the details under it. Never says a secret. */
export function questionOf(obstacles: readonly Obstacle[], { name: connection }: Pick<Connection, 'name'>): { readonly message: string; readonly detail: string } {
  const [first, ...others] = obstacles;
  const message = others.length === 0 && first !== undefined
    ? t('{0} seems to hold a secret. Send it to {1}?', shown(first.name), shown(connection))
    : t('{0} things seem to hold secrets. Send them to {1}?', String(obstacles.length), shown(connection));
  const lines = obstacles.slice(0, listed).map(lineOf);
  const more = obstacles.length > listed ? [t('and {0} more', String(obstacles.length - listed))] : [];
  const meaning = obstacles.some(({ choices }) => choices.includes('replace')) ? ['', t('With placeholders, the model is told that a secret stands there and of which kind, and not what it says.')] : [];
  return { message, detail: [...lines, ...more, ...meaning].join('\n') };
}

/** What a preview says of these obstacles, a line each; nothing where there are none. */
export function foreseen(obstacles: readonly Obstacle[]): readonly string[] {
  if (obstacles.length === 0) return [];
  const more = obstacles.length > mostForeseen ? [t('and {0} more', String(obstacles.length - mostForeseen))] : [];
  return [t('You will be asked about these before anything is sent. Here they are shown as they stand:'), ...obstacles.slice(0, mostForeseen).map((obstacle) => `  ${lineOf(obstacle)}`), ...more];
}

/** The most careful way to send all of them: with placeholders, and without what cannot be sent so; undefined if there is none. */
export function careful(obstacles: readonly Obstacle[]): readonly Decision[] | undefined {
  const decisions = obstacles.flatMap(({ hash, choices: [choice] }) => (choice === undefined || choice === 'send' ? [] : [{ hash, choice }]));
  return decisions.length === obstacles.length ? decisions : undefined;
}

/** What the button says that sends several as `careful` has it. */
export function carefulWords(obstacles: readonly Obstacle[]): string {
  return obstacles.some(({ choices }) => choices.includes('replace')) ? t('Send With Placeholders') : t('Send Without Them');
}

/** Everything as it is. */
export function asItIs(obstacles: readonly Obstacle[]): readonly Decision[] {
  return obstacles.map(({ hash }) => ({ hash, choice: 'send' }));
}

function lineOf({ name, reason, findings, choices }: Obstacle): string {
  const kinds = Map.groupBy(findings, ({ kind }) => kind);
  const found = [...kinds].slice(0, listed).map(([kind, all]) => t('{0} in line {1}', secretKindInWords(kind), `${[...new Set(all.map(({ line }) => line))].slice(0, listed).join(', ')}${all.length > listed ? '…' : ''}`));
  const why = [...(reason === undefined ? [] : [shown(reason)]), ...(found.length === 0 ? [] : [`${found.join('; ')}.`])].join(' ');
  const helpless = choices.includes('replace') || !choices.includes('leaveOut') ? '' : ` ${t('Placeholders do not help here: it is left out, or sent as it is.')}`;
  return `${shown(name)}: ${why}${helpless}`;
}

/** A name with nothing in it that is not seen or that turns the writing round. */
function shown(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (letter) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`);
}
