import { t } from '../shared/words.ts';

/** What a new prompt file holds: a prompt that works, and how to change it. */
export function promptSample(name: string): string {
  return [
    '---',
    `# ${t('Type /{0} in the chat to use this prompt. Nothing is sent before you press Enter once more.', name)}`,
    `# ${t('What you write after the name takes the first place below; Tab goes on to the other one.')}`,
    `description: ${JSON.stringify(t('Explains something for somebody'))}`,
    `argument-hint: ${JSON.stringify(t('what to explain'))}`,
    '---',
    '',
    t('Explain {0} to {1}. Begin with one sentence that says it all, then give an example.', place('what', t('what to explain')), place('whom', t('for whom'))),
    '',
  ].join('\n');
}

/** A place that is to be filled in, as prompt files write it. */
function place(name: string, about: string): string {
  return `\${input:${name}:${about}}`;
}
