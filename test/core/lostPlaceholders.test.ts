import { deepEqual } from 'node:assert/strict';
import { refilled } from '../../src/core/lostPlaceholders.ts';
import { letters, privateKey } from './plantedSecrets.ts';

const token = (): string => ['gh', 'p_', letters(36)].join('');
const [one, other, third] = [token(), token(), token()];
const placeholder = (number: number, kind = 'GitHub token'): string => `‹secret ${String(number)}: ${kind}›`;

describe('Placeholders whose secrets are not known any more', () => {
  it('become the secret of the file in whose line they have stood, wherever they stand now', () => {
    const file = `const token = '${one}';\nexport const a = 1;\n`;
    const said = [`Why?`, `const token = '${placeholder(1)}';\nexport const a = 1;\n`];
    deepEqual(refilled(`const key = '${placeholder(1)}'; // ${placeholder(1)}`, file, said), { text: `const key = '${one}'; // ${one}`, left: [] });
  });

  it('become a key of many lines', () => {
    const key = privateKey('RSA ', 10);
    for (const line of [(words: string) => words, (words: string) => `const key = \`${words}\`;`]) {
      deepEqual(refilled(`x\n${placeholder(3, 'private key')}\n`, `a\n${line(key)}\n`, [`a\n${line(placeholder(3, 'private key'))}\n`]), { text: `x\n${key}\n`, left: [] });
    }
  });

  it('become the secrets in whose lines they have stood, where there are several', () => {
    const said = [`A=${placeholder(1)}\nB=${placeholder(2)}\n`];
    deepEqual(refilled(`A=${placeholder(1)}\nB=${placeholder(2)}\nC=1`, `A=${one}\r\nB=${other}\r\n`, said), { text: `A=${one}\nB=${other}\nC=1`, left: [] });
  });

  it('become the secrets of one line', () => {
    const npm = ['np', 'm_', letters(36)].join('');
    const [line, text] = [`x(${placeholder(1)}, ${placeholder(2, 'npm token')}, 1)`, `y(${placeholder(2, 'npm token')}, ${placeholder(1)})`];
    deepEqual(refilled(text, `x(${one}, ${npm}, 1)`, [line]), { text: `y(${npm}, ${one})`, left: [] });
  });

  it('become the secret that stands there now, where it was changed meanwhile', () => {
    deepEqual(refilled(`A=${placeholder(1)}`, `A=${third}`, [`A=${placeholder(1)}`]), { text: `A=${third}`, left: [] });
  });

  it('stay where it cannot be told what they stand for', () => {
    const text = `A=${placeholder(1)} ${placeholder(2)}`;
    for (const [file, said] of [
      ['nothing', []], [`A=${one}`, []], [`A=${one}\nB=${other}`, []], [`A=${one}`, [`A=${placeholder(1, 'npm token')}`]],
      [`A=${one}\nA=${other}`, [`A=${placeholder(1)}\nA=${placeholder(2)}`]],
    ] as const) deepEqual(refilled(text, file, said), { text, left: [placeholder(1), placeholder(2)] });
  });

  it('stay where they may be of another file of which the thread speaks', () => {
    deepEqual(refilled(`A=${placeholder(2)}`, `A=${one}`, [`B=${placeholder(1)}`, `C=${placeholder(2)}`]), { text: `A=${placeholder(2)}`, left: [placeholder(2)] });
    deepEqual(refilled(placeholder(2), one, [placeholder(1), placeholder(2)]), { text: placeholder(2), left: [placeholder(2)] });
  });

  it('are none where the file itself says so', () => {
    deepEqual(refilled(`say('${placeholder(1)}')`, `cry('${placeholder(1)}')`, []), { text: `say('${placeholder(1)}')`, left: [] });
  });
});
