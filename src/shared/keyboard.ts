import { t } from './words.ts';

/** One thing that can be done in the chat, and the keys for it; on a Mac, Ctrl is Cmd and Alt is Option. */
interface KeyboardAct {
  readonly does: string;
  readonly keys: string;
}

/** A place of the chat, with what can be done in it. */
export interface KeyboardPlace {
  readonly place: string;
  readonly acts: readonly KeyboardAct[];
}

/** Everything that the chat does on a key, place by place; what stands on a button is reached with Tab and pressed with Enter or Space. */
export function keyboardPlaces(): readonly KeyboardPlace[] {
  return [
    { place: t('Anywhere in the chat'), acts: [
      { does: t('Go to the next or previous button, message box or list'), keys: 'Tab, Shift+Tab' },
      { does: t('Go to the previous or next message, and after the last one to the message box'), keys: 'Alt+Page Up, Alt+Page Down' },
      { does: t('Find in the thread'), keys: 'Ctrl+F' },
      { does: t('Show these keys, where nothing is being written'), keys: '?' },
    ] },
    { place: t('Message box'), acts: [
      { does: t('Send; while an answer arrives, queue'), keys: 'Enter' },
      { does: t('Begin a new line'), keys: 'Shift+Enter' },
      { does: t('Stop the answer and send'), keys: 'Ctrl+Enter' },
      { does: t('Bring back earlier prompts, from the first line; come back down'), keys: t('Arrow Up, Arrow Down') },
      { does: t('Ask another assistant, attach a file, run a command'), keys: t('@, #, / and a name') },
      { does: t('Walk, take and close such a list'), keys: t('Arrow Up, Arrow Down; Enter or Tab; Escape') },
    ] },
    { place: t('Conversation'), acts: [
      { does: t('Scroll'), keys: t('Arrow Up, Arrow Down, Page Up, Page Down, Home, End') },
      { does: t('Walk and close a menu'), keys: t('Arrow Up, Arrow Down, Home, End, first letters; Escape') },
      { does: t('Scroll a block of code or a table that has the focus'), keys: t('Arrow keys') },
      { does: t('Send an edited prompt, or leave it as it was'), keys: 'Enter, Escape' },
    ] },
    { place: t('Queued messages'), acts: [
      { does: t('Edit, remove'), keys: 'Enter, Delete' },
      { does: t('Move up or down'), keys: t('Alt+Arrow Up, Alt+Arrow Down') },
    ] },
    { place: t('Find'), acts: [
      { does: t('Go to the next or previous match'), keys: 'Enter, Shift+Enter' },
      { does: t('Close'), keys: 'Escape' },
    ] },
  ];
}

/** The same as a document in Markdown, as it stands in `docs/keyboard.md`. */
export function keyboardDocument(): string {
  const sections = keyboardPlaces().map(({ place, acts }) => `## ${place}\n\n| ${t('to')} | ${t('press')} |\n| --- | --- |\n${acts.map(({ does, keys }) => `| ${does} | ${keys} |\n`).join('')}`);
  const text = [
    `# ${t('The chat by keyboard')}`,
    t('What stands on a button is reached with Tab and pressed with Enter or Space. On a Mac, Ctrl is Cmd and Alt is Option. The setting `assistants.chat.sendKey` exchanges what Enter and Ctrl+Enter do.'),
    t('With a screen reader, each paragraph of an answer is read once it is whole, and then how the answer ended. Each message is an article with a heading of level 2: its speaker.'),
  ];
  return [...text, sections.join('\n')].join('\n\n');
}
