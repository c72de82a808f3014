import { deepEqual, rejects } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { answerLink, type AnswerLink } from '../../src/core/answerLinks.ts';
import { fingerprint } from '../../src/shared/fingerprint.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { answered } from '../support/chatSamples.ts';

/** The link to this address in an answer; `index` is where the page saw it. */
const at = (text: string, address: string, index = 0): Promise<AnswerLink> => answerLink(answered(text), 'answer', { index, fingerprint: fingerprint(address) });

describe('A link of an answer', () => {
  const examples: Readonly<Record<string, readonly [address: string, place: string, ...doubts: string[]]>> = {
    'of the web': ['https://example.com/a?b=c', 'example.com'],
    'to a server on this machine': ['http://localhost:3000/', 'localhost:3000'],
    'that is not encrypted': ['http://example.com/', 'example.com', 'The connection is not encrypted: others on the way can read and change it.'],
    'that pretends to lead elsewhere': ['https://github.com@evil.example/x', 'evil.example', 'What stands before the @ is a name, not the place: the link leads to evil.example.'],
    'in letters that look alike': ['https://gіthub.com/x', 'xn--gthub-n2e.com', 'The name of the place holds letters that may look like others; this is its name in plain letters.'],
    'of mail': ['mailto:e@example.com', 'e@example.com', 'Your mail program will open.'],
  };
  for (const [name, [address, place, ...doubts]] of Object.entries(examples)) {
    it(`${name} is asked about by the place that it leads to (case 100)`, async () => {
      const { place: told, doubts: raised } = await at(`See [github.com](${address}).`, address);
      deepEqual([told, raised], [place, doubts]);
    });
  }

  it('is found wherever the page has seen it', async () => {
    deepEqual((await at('[a](https://example.com/a\\_b?c&amp;d)', 'https://example.com/a_b?c&d', 7)).address, 'https://example.com/a_b?c&d');
  });

  it('is shown cut short and opened whole', async () => {
    const address = `https://example.com/${'a'.repeat(10_000)}`;
    const link = await at(`<${address}>`, address);
    deepEqual([link.shown.length, link.address], [301, address]);
  });

  for (const [what, address] of [
    ['is not in the answer', 'https://evil.example/?secret'], ['is no link but words of the answer', 'https://words.example'], ['runs a command', 'command:workbench.action.quit'], ['opens a file', 'file:///etc/passwd'],
    ['goes back into VS Code', 'vscode://x'], ['carries a page', 'data:text/html,x'], ['runs a script', 'javascript:alert(1)'], ['is no address', 'mailto:'],
  ] as const) {
    it(`is none when it ${what} (case 99)`, async () => {
      const text = '`https://words.example` [a](command:workbench.action.quit) [b](file:///etc/passwd) [c](vscode://x) [d](data:text/html,x) [e](javascript:alert(1))';
      await rejects(at(text, address), (error) => error instanceof FailureError && error.failure.kind === 'notFound');
    });
  }
});
