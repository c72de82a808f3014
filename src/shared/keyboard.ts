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
export const keyboardPlaces: readonly KeyboardPlace[] = [
  { place: 'Anywhere in the chat', acts: [
    { does: 'Go to the next or previous button, message box or list', keys: 'Tab, Shift+Tab' },
    { does: 'Go to the previous or next message, and after the last one to the message box', keys: 'Alt+Page Up, Alt+Page Down' },
    { does: 'Find in the thread', keys: 'Ctrl+F' },
    { does: 'Show these keys, where nothing is being written', keys: '?' },
  ] },
  { place: 'Message box', acts: [
    { does: 'Send; while an answer arrives, queue', keys: 'Enter' },
    { does: 'Begin a new line', keys: 'Shift+Enter' },
    { does: 'Stop the answer and send', keys: 'Ctrl+Enter' },
    { does: 'Bring back earlier prompts, from the first line; come back down', keys: 'Arrow Up, Arrow Down' },
    { does: 'Ask another assistant, attach a file, run a command', keys: '@, #, / and a name' },
    { does: 'Walk, take and close such a list', keys: 'Arrow Up, Arrow Down; Enter or Tab; Escape' },
  ] },
  { place: 'Conversation', acts: [
    { does: 'Scroll', keys: 'Arrow Up, Arrow Down, Page Up, Page Down, Home, End' },
    { does: 'Walk and close a menu', keys: 'Arrow Up, Arrow Down, Home, End, first letters; Escape' },
    { does: 'Scroll a block of code or a table that has the focus', keys: 'Arrow keys' },
    { does: 'Send an edited prompt, or leave it as it was', keys: 'Enter, Escape' },
  ] },
  { place: 'Queued messages', acts: [
    { does: 'Edit, remove', keys: 'Enter, Delete' },
    { does: 'Move up or down', keys: 'Alt+Arrow Up, Alt+Arrow Down' },
  ] },
  { place: 'Find', acts: [
    { does: 'Go to the next or previous match', keys: 'Enter, Shift+Enter' },
    { does: 'Close', keys: 'Escape' },
  ] },
];

/** The same as a document in Markdown, as it stands in `docs/keyboard.md`. */
export function keyboardDocument(): string {
  const sections = keyboardPlaces.map(({ place, acts }) => `## ${place}\n\n| to | press |\n| --- | --- |\n${acts.map(({ does, keys }) => `| ${does} | ${keys} |\n`).join('')}`);
  return `# The chat by keyboard\n\nWhat stands on a button is reached with Tab and pressed with Enter or Space. On a Mac, Ctrl is Cmd and Alt is Option. The setting \`assistants.chat.sendKey\` exchanges what Enter and Ctrl+Enter do.\n\nWith a screen reader, each paragraph of an answer is read once it is whole, and then how the answer ended. Each message is an article with a heading of level 2: its speaker.\n\n${sections.join('\n')}`;
}
