import { t } from '../shared/words.ts';
/** One thing that was looked at. */
export interface Check {
  readonly state: 'ok' | 'warning' | 'problem';
  readonly subject: string;
  readonly words: string;
  /** What the user can do about it. */
  readonly action?: string;
}

/** What was looked at together. */
export interface CheckedPart {
  readonly title: string;
  readonly checks: readonly Check[];
}

const signs: Readonly<Record<Check['state'], () => string>> = { ok: () => t('ok'), warning: () => `⚠️ **${t('Warning')}**`, problem: () => `❌ **${t('Problem')}**` };

/** How many warnings and problems there are, in a sentence. */
export function setupInWords(parts: readonly CheckedPart[]): string {
  const [problems, warnings] = [countOf(parts, 'problem'), countOf(parts, 'warning')];
  if (problems + warnings === 0) return t('Everything is in order.');
  if (warnings === 0) return problems === 1 ? t('There is 1 problem.') : t('There are {0} problems.', problems);
  if (problems === 0) return warnings === 1 ? t('There is 1 warning.') : t('There are {0} warnings.', warnings);
  return t('There are {0} {0|problem|problems} and {1} {1|warning|warnings}.', problems, warnings);
}

/** What was found as a Markdown document that can go into an issue as it is. `at`: milliseconds since the epoch. */
export function setupReport(parts: readonly CheckedPart[], at: number): string {
  const head = [`# ${t('Setup of Workspace Assistants')}`, `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC. ${setupInWords(parts)}`, t('This report holds no keys, no prompts and no answers. It does name your connections and where they lead.')];
  const body = parts.flatMap(({ title, checks }) => [`## ${plain(title)}`, checks.map(lineOf).join('\n')]);
  return `${[...head, ...body].join('\n\n')}\n`;
}

function lineOf({ state, subject, words, action }: Check): string {
  return `- ${signs[state]()} · ${plain(subject)}: ${plain(words)}${action === undefined ? '' : ` → ${plain(action)}`}`;
}

function countOf(parts: readonly CheckedPart[], state: Check['state']): number {
  return parts.flatMap(({ checks }) => checks).filter((check) => check.state === state).length;
}

/** Names and addresses are the user's, sentences sometimes a server's: none of them is Markdown. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|~]/g, String.raw`\$&`);
}
