import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { launchChromium } from './chromium.ts';
import { checkout } from './installed.mjs';

/** Draws media/icon.svg as the PNG that the extension is shown by: 128 pixels square, with transparent corners. */
export async function drawIcon(): Promise<void> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
    const drawing = await readFile(path.join(checkout, 'media/icon.svg'), 'utf8');
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
    await page.screenshot({ path: path.join(checkout, 'media/icon.png'), omitBackground: true });
  } finally {
    await browser.close();
  }
}
