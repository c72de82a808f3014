import type { VscodeWindow } from './vscodeWindow.ts';

/** Has the offline server say these words, and waits until it has. */
export async function saidAndAnswered({ chat }: Pick<VscodeWindow, 'chat'>, words: string): Promise<void> {
  await chat.getByRole('textbox', { name: 'Message' }).fill(`say ${words}`);
  await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
  await chat.getByRole('article', { name: /^Assistant/ }).getByText(words).waitFor();
  await chat.getByRole('button', { name: 'Copy answer' }).last().waitFor();
}
