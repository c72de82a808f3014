import { agentHead } from './assistantFileAgent.ts';
import { readHead } from './assistantFileHead.ts';
import { fileKey } from './assistantFileKeys.ts';
import { assistantFrom, changed, dropped, kept, type ImportedAssistant, type ImportedField } from './assistantImportFields.ts';
import { splitFrontMatter } from './frontMatter.ts';
import { entryOf } from '../shared/entryOf.ts';
import { t } from '../shared/words.ts';

/** The assistant in a file of ours, or in one of VS Code's agents and chat modes; why not, if its head makes no sense. */
export function fromFrontMatter(text: string, stem: string, kind: 'assistant' | 'agent'): ImportedAssistant | string {
  const { head, body, open } = splitFrontMatter(text);
  if (open) return t('The head begins with --- and never ends.');
  const { values, errors } = readHead(head);
  if (errors[0] !== undefined) return errors[0].message;
  const own = kind === 'agent' ? agentHead(values) : { head: values, complaints: [] };
  const fields = Object.entries(values).map(([name, value]): ImportedField => {
    const taken = entryOf(own.head, name);
    if (value === null) return dropped(name, t('It had no value.'));
    if (taken === undefined) return dropped(name, own.complaints.find(({ path }) => path[0] === name)?.message ?? t('Only VS Code’s own chat uses it.'));
    if (fileKey(name) === undefined) return kept(name, name, taken, t('It has no meaning here, and stays in the file.'));
    return taken === value ? kept(name, name, taken) : changed(name, name, taken, t('The first one counts.'));
  });
  return assistantFrom([...fields, kept('instructions', 'instructions', body)], stem);
}

/** Instructions alone, as plain text or Markdown: a heading at their beginning is their name. */
export function fromPlainText(text: string, stem: string): ImportedAssistant {
  const body = text.replace(/^\uFEFF/, '').trim();
  const heading = /^#{1,2}[ \t]+(?<name>[^\r\n]+)/.exec(body)?.groups?.['name']?.replaceAll(/[*_`#]+/g, '').trim() ?? '';
  const name = heading === '' ? changed(t('file name'), 'name', stem, t('It is the name.')) : changed(t('heading'), 'name', heading, t('It is the name, and stays in the instructions.'));
  return assistantFrom([name, kept('text', 'instructions', body, t('All of it is the instructions.'))], stem);
}
