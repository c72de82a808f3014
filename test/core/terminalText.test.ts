import { deepEqual } from 'node:assert/strict';
import { terminalText } from '../../src/core/terminalText.ts';

describe('What is put into a terminal', () => {
  for (const [what, code, language, command] of [
    ['a command', 'npm test', 'bash', 'npm test'],
    ['the command without its prompt and what it printed', '$ ls -l\ntotal 0', 'console', 'ls -l'],
    ['the command without comments around it', '# first\nnpm ci\n\n', 'sh', 'npm ci'],
    ['one command of lines that go on', 'docker run \\\n  --rm \\\n  tea', 'bash', 'docker run --rm tea'],
    ['one command of PowerShell’s lines that go on', 'Get-Item `\n  tea', 'powershell', 'Get-Item tea'],
    ['spaces for tabs, which would complete words', 'a\tb', 'sh', 'a b'],
  ] as const) {
    it(`is ${what}`, () => {
      deepEqual(terminalText(code, language), { kind: 'command', command });
    });
  }

  it('is a choice of commands where there are several, for a line end would run them', () => {
    deepEqual(terminalText('cd tea\r\nmake\rrm x', 'sh'), { kind: 'commands', commands: ['cd tea', 'make', 'rm x'] });
  });

  it('is nothing of a block without a command', () => {
    deepEqual(terminalText('# tea\n\n', 'sh'), { kind: 'nothing' });
  });

  for (const [what, character] of [['an escape', '\u001B[31m'], ['a bell', '\u0007'], ['an end of text', '\u0003'], ['a C1 control', '\u009B'], ['a turn of direction', '\u202E'], ['a tag', '\u{E0041}'], ['a line separator', '\u2028'], ['a zero width space', '\u200B']] as const) {
    it(`is nothing of what holds ${what} (case 109)`, () => {
      deepEqual(terminalText(`ls ${character}`, 'sh').kind, 'hidden');
    });
  }
});
