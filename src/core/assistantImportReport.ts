import type { Imported } from './assistantImport.ts';
import { t } from '../shared/words.ts';

const fates = { kept: () => t('kept'), changed: () => t('changed'), dropped: () => t('dropped') };

/** The report of an import as a Markdown document: a table for each assistant. */
export function reportMarkdown({ assistants, problems }: Imported): string {
  const tables = assistants.map(({ definition, report }) => [
    `## ${plain(definition.name)}`,
    [`| ${t('Field')} | ${t('Fate')} | ${t('Note')} |`, '| --- | --- | --- |', ...report.map(({ field, fate, note }) => `| ${plain(field)} | ${fates[fate]()} | ${plain(note)} |`)].join('\n'),
  ].join('\n\n'));
  const list = problems.length === 0 ? [] : [`## ${t('Not imported')}\n\n${problems.map((problem) => `- ${plain(problem)}`).join('\n')}`];
  const count = assistants.length === 1 ? t('1 assistant was imported.') : t('{0} assistants were imported.', assistants.length);
  return `${[`# ${t('Import')}`, count, ...tables, ...list].join('\n\n')}\n`;
}

/** Text of strangers, as text: one line, and nothing in it is markup. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().replaceAll(/[\\`*_[\]<>|#!~&]/g, String.raw`\$&`);
}
