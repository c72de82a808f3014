import { deepEqual, throws } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { answerLink } from '../../src/core/answerLinks.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { answered } from '../support/chatSamples.ts';

const at = (text: string, address: string) => answerLink(answered(text), 'answer', address);

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
    it(`${name} is asked about by the place that it leads to (case 100)`, () => {
      const { place: told, doubts: raised } = at(`See [github.com](${address}).`, address);
      deepEqual([told, raised], [place, doubts]);
    });
  }

  it('is found where its signs are escaped', () => {
    deepEqual(at('[a](https://example.com/a\\_b?c&amp;d)', 'https://example.com/a_b?c&d').address, 'https://example.com/a_b?c&d');
  });

  it('is shown cut short and opened whole', () => {
    const address = `https://example.com/${'a'.repeat(10_000)}`;
    const link = at(`<${address}>`, address);
    deepEqual([link.shown.length, link.address], [301, address]);
  });

  for (const [what, address] of [
    ['is not in the answer', 'https://evil.example/?secret'], ['runs a command', 'command:workbench.action.quit'], ['opens a file', 'file:///etc/passwd'],
    ['goes back into VS Code', 'vscode://x'], ['carries a page', 'data:text/html,x'], ['runs a script', 'javascript:alert(1)'], ['is no address', 'mailto:'],
  ] as const) {
    it(`is none when it ${what} (case 99)`, () => {
      const text = 'command:workbench.action.quit file:///etc/passwd vscode://x data:text/html,x javascript:alert(1)';
      throws(() => at(text, address), (error) => error instanceof FailureError && error.failure.kind === 'notFound');
    });
  }
});
