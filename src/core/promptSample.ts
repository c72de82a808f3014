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
    `Explain \${input:what:${t('what to explain')}} to \${input:whom:${t('for whom')}}. Begin with one sentence that says it all, then give an example.`,
    '',
  ].join('\n');
}
