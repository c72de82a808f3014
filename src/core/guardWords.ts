import type { Connection } from './connections.ts';
import type { Decision, Obstacle } from './obstacles.ts';
import { secretKindInWords } from './secretKindWords.ts';
import { t } from '../shared/words.ts';

/** The most obstacles that a question names, and where it names several, the most kinds in one of them and places of a kind. */
const listed = 8;

/** The most obstacles that a preview names. */
const mostForeseen = 100;

/** What the user reads of these obstacles: a sentence, and the details under it. Never says a secret. */
export function questionOf(obstacles: readonly Obstacle[], { name: connection }: Pick<Connection, 'name'>): { readonly message: string; readonly detail: string } {
  const [first, ...others] = obstacles;
  const message = others.length === 0 && first !== undefined
    ? t('{0} may hold a secret. Send this to {1}?', shown(first.name), shown(connection))
    : t('{0} things seem to hold secrets. Send them to {1}?', String(obstacles.length), shown(connection));
  const lines = obstacles.slice(0, listed).map((obstacle) => lineOf(obstacle, others.length === 0 ? Infinity : listed));
  const more = obstacles.length > listed ? [t('and {0} more', String(obstacles.length - listed))] : [];
  const meaning = obstacles.some(({ choices }) => choices.includes('replace')) ? ['', t('With placeholders, the model is told that a secret stands there and of which kind, and not what it says.')] : [];
  const unseen = isListed(obstacles) ? [] : ['', t('Not all that was found is listed here: what is to be sent as it is, you decide one by one.')];
  return { message, detail: [...lines, ...more, ...unseen, ...meaning].join('\n') };
}

/** Whether the question about these obstacles names all that was found: only then may one word send all of it as it is. */
export function isListed(obstacles: readonly Obstacle[]): boolean {
  return obstacles.length === 1 || (obstacles.length <= listed && obstacles.every(({ findings }) => {
    const kinds = [...Map.groupBy(findings, ({ kind }) => kind).values()];
    return kinds.length <= listed && kinds.every((all) => placesOf(all).length <= listed);
  }));
}

/** What a preview says of these obstacles, a line each; nothing where there are none. */
export function foreseen(obstacles: readonly Obstacle[]): readonly string[] {
  if (obstacles.length === 0) return [];
  const more = obstacles.length > mostForeseen ? [t('and {0} more', String(obstacles.length - mostForeseen))] : [];
  return [t('You will be asked about these before anything is sent. Here they are shown as they stand:'), ...obstacles.slice(0, mostForeseen).map((obstacle) => `  ${lineOf(obstacle, Infinity)}`), ...more];
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

/** `most`: how many kinds are named, and places of each. */
function lineOf({ name, reason, findings, more, choices }: Obstacle, most: number): string {
  const kinds = [...Map.groupBy(findings, ({ kind }) => kind)];
  const found = kinds.slice(0, most).map(([kind, all]) => {
    const places = placesOf(all);
    return t('{0} in line {1}', secretKindInWords(kind), `${places.slice(0, most).join(', ')}${places.length > most ? '…' : ''}`);
  });
  if (more === true) found.push(t('and more, which was not looked for any further'));
  else if (kinds.length > most) found.push(t('and {0} more', String(kinds.length - most)));
  const why = [...(reason === undefined ? [] : [reason]), ...(found.length === 0 ? [] : [`${found.join('; ')}.`])].join(' ');
  const helpless = choices.includes('replace') || !choices.includes('leaveOut') ? '' : ` ${t('Placeholders do not help here: it is left out, or sent as it is.')}`;
  return `${shown(name)}: ${why}${helpless}`;
}

/** The lines of these, those that follow one another as “12-30”. */
function placesOf(findings: Obstacle['findings']): readonly string[] {
  const runs: { readonly first: number; readonly last: number }[] = [];
  for (const line of new Set(findings.map((finding) => finding.line))) {
    const before = runs.at(-1);
    if (before !== undefined && line === before.last + 1) runs[runs.length - 1] = { ...before, last: line };
    else runs.push({ first: line, last: line });
  }
  return runs.map(({ first, last }) => (first === last ? String(first) : `${String(first)}-${String(last)}`));
}

/** A name with nothing in it that is not seen or that turns the writing round. */
function shown(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (letter) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`);
}
