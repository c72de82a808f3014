import type { Attachment, Prompt } from '../shared/model.ts';

/** The prompt as a model reads it: the user's words, then each attachment that is text as a fenced block under its path and lines. */
export function promptText(prompt: Pick<Prompt, 'text' | 'attachments'>): string {
  return [prompt.text, ...prompt.attachments.filter(({ media }) => media === undefined).map(fenced)].filter((part) => part.trim() !== '').join('\n\n');
}

/** “src/a.ts:3-9”, or “src/a.ts:3” for a single line. */
function place({ path, lines }: Attachment): string {
  if (lines === undefined) return path;
  const [first, last] = lines;
  return first === last ? `${path}:${String(first)}` : `${path}:${String(first)}-${String(last)}`;
}

// CommonMark 0.31, 4.5: a fence is closed by a run at least as long as its own, so the run must outgrow every run in the code.
function fenced(attachment: Attachment): string {
  const longest = Math.max(2, ...[...attachment.text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${place(attachment)}\n${fence}${attachment.language}\n${attachment.text.replace(/\n$/, '')}\n${fence}`;
}
