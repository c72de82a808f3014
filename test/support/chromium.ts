import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { chromiumExecutable } from './installed.mjs';

// A browser has business of its own with other machines, which is no affair of a proxy that listens to VS Code; what its pages ask for is heard where they are opened.
const quiet = {
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--no-proxy-server'],
};

/** A headless browser that remembers nothing, started with these further words. */
export function launchChromium(words: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ args: [...quiet.args, ...words], executablePath: chromiumExecutable() });
}

/** A headless browser that keeps what pages store in this folder; pages may use the clipboard. */
export function openProfile(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    ...quiet,
    executablePath: chromiumExecutable(),
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
}
