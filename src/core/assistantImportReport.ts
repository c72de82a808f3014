import type { Imported } from './assistantImport.ts';

/** The report of an import as a Markdown document: a table for each assistant. */
export function reportMarkdown({ assistants, problems }: Imported): string {
  const tables = assistants.map(({ definition, report }) => [
    `## ${plain(definition.name)}`,
    ['| Field | Fate | Note |', '| --- | --- | --- |', ...report.map(({ field, fate, note }) => `| ${plain(field)} | ${fate} | ${plain(note)} |`)].join('\n'),
  ].join('\n\n'));
  const list = problems.length === 0 ? [] : [`## Not imported\n\n${problems.map((problem) => `- ${plain(problem)}`).join('\n')}`];
  const count = assistants.length === 1 ? '1 assistant was imported.' : `${String(assistants.length)} assistants were imported.`;
  return `${['# Import', count, ...tables, ...list].join('\n\n')}\n`;
}

/** Text of strangers, as text: one line, and nothing in it is markup. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().replaceAll(/[\\`*_[\]<>|#!~&]/g, String.raw`\$&`);
}
