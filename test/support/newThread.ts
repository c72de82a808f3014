import type { VscodeWindow } from './vscodeWindow.ts';

/** Turns to a new thread, and waits until it is on show. */
export async function newThread({ chat }: Pick<VscodeWindow, 'chat'>): Promise<void> {
  await chat.getByRole('button', { name: 'New Thread' }).first().click();
  await chat.getByRole('article').first().waitFor({ state: 'detached' });
}
