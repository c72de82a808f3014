import type { Locator, Page } from 'playwright-core';

declare global {
  interface Window {
    readonly tellGrowth: (at: number, length: number) => void;
  }
}

/** How long a text on show was, and when, in milliseconds since the epoch; grows. */
export type Growth = readonly { readonly at: number; readonly length: number }[];

/** What of a text on show is lost when only so many characters of it are left: how many, and for how long the first of them had been on show, in milliseconds. */
export interface Loss {
  readonly characters: number;
  readonly milliseconds: number;
}

/** Watches texts grow in a page and all of its frames; what was seen is there still when the frame is gone. The selector is that of the texts. */
export async function watchGrowth(page: Page): Promise<(root: Locator, selector: string) => Promise<Growth>> {
  let current: { at: number; length: number }[] = [];
  await page.exposeFunction('tellGrowth', (at: number, length: number) => { current.push({ at, length }); });
  return async (root, selector) => {
    const seen: typeof current = [];
    current = seen;
    await root.evaluate((element, wanted) => {
      new MutationObserver(() => {
        window.tellGrowth(Date.now(), [...element.querySelectorAll<HTMLElement>(wanted)].reduce((sum, { innerText }) => sum + innerText.length, 0));
      }).observe(element, { childList: true, characterData: true, subtree: true });
    }, selector);
    return seen;
  };
}

/** What is lost of a text that was cut off at this moment, when so many characters are left. */
export function lossOf(shown: Growth, at: number, left: number): Loss {
  const before = shown.filter((each) => each.at <= at);
  const missed = before.find(({ length }) => length > left);
  return missed === undefined ? { characters: 0, milliseconds: 0 } : { characters: (before.at(-1)?.length ?? 0) - left, milliseconds: at - missed.at };
}
