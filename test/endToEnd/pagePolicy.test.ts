import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.ts';
import { expectedPolicy } from '../support/expectedPolicy.ts';
import { saidAndAnswered } from '../support/saidAndAnswered.ts';
import { useVscode } from '../support/useVscode.ts';

/** What VS Code says its pages may load from (`cspSource`). */
const source = "'self' https://*.vscode-cdn.net";

describe('The chat’s page in a window', () => {
  const vscode = useVscode({});

  it('lives under its policy alone, with another nonce each time, and asks for nothing that this refuses (cases 96, 101)', async () => {
    const { chat, openChat, page, reload } = vscode();
    const refused: string[] = [];
    page.on('console', (message) => { if (message.text().includes('Content Security Policy')) refused.push(message.text()); });
    const policies: string[] = [];
    for (const words of ['one', 'two']) {
      await reload();
      await openChat();
      await saidAndAnswered({ chat }, words);
      policies.push(...(await chat.locator('meta[http-equiv]').evaluateAll((all) => all.map((each) => each.getAttribute('content') ?? ''))));
    }
    const nonces = policies.map((policy) => /'nonce-([\da-f]{32})'/.exec(policy)?.[1] ?? '');
    const expected = nonces.map((nonce) => expectedPolicy.replace('NONCE', nonce).replaceAll('SOURCE', source));
    assert.deepEqual({ policies, pages: new Set(nonces).size, refused }, { policies: expected, pages: 2, refused: [] });
    // What is refused is heard of.
    await chat.locator('body').evaluate((body) => { body.append(Object.assign(document.createElement('img'), { src: 'data:image/gif,' })); });
    await eventually(() => refused.filter((line) => line.includes('data:image/gif,')).length, 1);
  });
});
