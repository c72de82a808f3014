import path from 'node:path';
import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/** Writes the name of a file into VS Code's own file dialog, which the setting `files.simpleDialog.enable` has it show. While it looks for a suggestion of its own, it puts that in the place of what is typed. */
export async function nameFile(page: Page, file: string): Promise<void> {
  const input = page.locator('.quick-input-widget input');
  await eventually(async () => path.isAbsolute(await input.inputValue()), true);
  await eventually(async () => {
    await input.fill(file);
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    return input.inputValue();
  }, file);
}
