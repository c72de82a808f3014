import type { ComposerCommand } from '../src/shared/asks.ts';
import type { PromptOffer } from '../src/shared/composerOffers.ts';
import { t } from './l10n.ts';

/** What is done here, without VS Code. */
type PageCommand = 'inspect' | 'new';

/** What a /name stands for: a command, or a prompt file. */
export interface SlashOffer {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly iconName: string;
  /** Another name that finds it. */
  readonly also?: string;
  readonly command?: ComposerCommand | PageCommand;
}

const commands: readonly (SlashOffer & { readonly command: ComposerCommand | PageCommand })[] = [
  { id: 'new', command: 'new', name: 'new', also: 'clear', about: t('Begin a new thread; this one stays in the list'), iconName: 'add' },
  { id: 'temporary', command: 'temporary', name: 'temporary', about: t('Begin a thread that is kept in memory alone'), iconName: 'eye-closed' },
  { id: 'assistant', command: 'assistant', name: 'assistant', about: t('Choose who answers'), iconName: 'hubot' },
  { id: 'model', command: 'model', name: 'model', about: t('Choose the model'), iconName: 'chip' },
  { id: 'connection', command: 'connection', name: 'connection', about: t('Choose where answers come from'), iconName: 'plug' },
  { id: 'attach', command: 'attach', name: 'attach', about: t('Attach files, code, problems or changes'), iconName: 'attach' },
  { id: 'inspect', command: 'inspect', name: 'inspect', about: t('Show what will be sent, before it is'), iconName: 'eye' },
  { id: 'instructions', command: 'instructions', name: 'instructions', about: t('Instructions for this thread'), iconName: 'note' },
  { id: 'search', command: 'search', name: 'search', about: t('Search all threads'), iconName: 'search' },
  { id: 'tab', command: 'tab', name: 'tab', about: t('Open this thread in an editor tab'), iconName: 'link-external' },
  { id: 'rename', command: 'rename', name: 'rename', about: t('Rename this thread'), iconName: 'edit' },
  { id: 'export', command: 'export', name: 'export', about: t('Save this thread as Markdown or JSON'), iconName: 'save' },
  { id: 'archive', command: 'archive', name: 'archive', about: t('Take this thread out of the list; it stays in the archive'), iconName: 'archive' },
  { id: 'delete', command: 'delete', name: 'delete', about: t('Delete this thread; it can be had back'), iconName: 'trash' },
  { id: 'keyboard', command: 'keyboard', name: 'keyboard', also: 'help', about: t('Show the keys of the chat'), iconName: 'keyboard' },
  { id: 'setup', command: 'setup', name: 'setup', also: 'doctor', about: t('Check keys, servers and settings'), iconName: 'checklist' },
  { id: 'log', command: 'log', name: 'log', about: t('Open the log'), iconName: 'output' },
  { id: 'prompt', command: 'prompt', name: 'prompt', about: t('Make a prompt file of your own, to be had by its name here'), iconName: 'new-file' },
];

/** What fits to what was typed after the slash: prompt files first, for they are the user's own. */
export function slashOffers(typed: string, prompts: readonly PromptOffer[]): readonly SlashOffer[] {
  const own = prompts.map(({ id, name, description = '', hint = '' }): SlashOffer => ({ id, name, about: description === '' ? hint : description, iconName: 'comment' }));
  return [...own, ...commands].filter(({ name, also }) => fits(name, typed) || (also !== undefined && typed !== '' && fits(also, typed)));
}

/** Whether the name, or a word of it, begins with what was typed. */
function fits(name: string, typed: string): boolean {
  const [whole, begun] = [name.toLowerCase(), typed.toLowerCase()];
  return whole.startsWith(begun) || whole.split(/[-_.]/).some((word) => word.startsWith(begun));
}
