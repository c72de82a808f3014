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

const signs: Readonly<Record<Check['state'], string>> = { ok: 'ok', warning: '⚠️ **Warning**', problem: '❌ **Problem**' };

/** How many warnings and problems there are, in a sentence. */
export function setupInWords(parts: readonly CheckedPart[]): string {
  const [problems, warnings] = [countOf(parts, 'problem'), countOf(parts, 'warning')];
  if (problems + warnings === 0) return 'Everything is in order.';
  return `There ${problems + warnings === 1 ? 'is' : 'are'} ${[counted(problems, 'problem'), counted(warnings, 'warning')].filter((words) => words !== '').join(' and ')}.`;
}

/** What was found as a Markdown document that can go into an issue as it is. `at`: milliseconds since the epoch. */
export function setupReport(parts: readonly CheckedPart[], at: number): string {
  const head = ['# Setup of Workspace Assistants', `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC. ${setupInWords(parts)}`, 'This report holds no keys, no prompts and no answers. It does name your connections and where they lead.'];
  const body = parts.flatMap(({ title, checks }) => [`## ${plain(title)}`, checks.map(lineOf).join('\n')]);
  return `${[...head, ...body].join('\n\n')}\n`;
}

function lineOf({ state, subject, words, action }: Check): string {
  return `- ${signs[state]} · ${plain(subject)}: ${plain(words)}${action === undefined ? '' : ` → ${plain(action)}`}`;
}

function countOf(parts: readonly CheckedPart[], state: Check['state']): number {
  return parts.flatMap(({ checks }) => checks).filter((check) => check.state === state).length;
}

function counted(number: number, what: string): string {
  return number === 0 ? '' : `${String(number)} ${what}${number === 1 ? '' : 's'}`;
}

/** Names and addresses are the user's, sentences sometimes a server's: none of them is Markdown. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|~]/g, String.raw`\$&`);
}
