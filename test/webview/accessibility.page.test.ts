import { deepEqual } from 'node:assert/strict';
import axe from 'axe-core';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { openChatPage } from '../support/chatPage.ts';
import type { ChatTheme } from '../support/chatServer.ts';
import { panelStates } from '../support/panelStates.ts';

const themes: readonly ChatTheme[] = ['dark', 'light', 'highContrast', 'highContrastLight'];

/** What axe finds: each rule that is broken, with where and why. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} – ${failureSummary ?? ''}`));
}

describe('axe finds nothing in the panel', () => {
  for (const [state, open] of Object.entries(panelStates)) {
    for (const theme of themes) {
      it(`${state}, ${theme}`, async () => {
        const { page } = await open({ theme });
        deepEqual(await findings(page), []);
      });
    }
  }

  it('in the width of an editor’s tab', async () => {
    const open = panelStates['finished, with all that an answer can hold'] ?? openChatPage;
    const { page } = await open({ width: 1200, height: 900 });
    deepEqual(await findings(page), []);
  });
});
