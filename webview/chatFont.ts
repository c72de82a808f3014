import type { ChatFont } from '../src/shared/status.ts';

let shown: ChatFont | undefined;

/** Sets the text of the chat as the user wants it; what is not said stays as in the rest of VS Code. */
export function showChatFont(font: ChatFont | undefined): void {
  if (font?.size === shown?.size && font?.family === shown?.family) return;
  shown = font;
  document.body.style.setProperty('--chat-font-size', font?.size === undefined ? '' : `${String(font.size)}px`);
  document.body.style.setProperty('--chat-font-family', font?.family ?? '');
}
