import { deepEqual } from 'node:assert/strict';
import { codeBlocksOf } from '../../src/core/codeBlocks.ts';
import { languageOf, namedTarget } from '../../src/core/codeTarget.ts';
import { targetConcern } from '../../src/core/guardedTargets.ts';

describe('The blocks of code of an answer', () => {
  it('are all that a reader sees, with their text as it was written', () => {
    const answer = 'A\n\n```ts src/a.ts\nconst a = `\\``;\n\n```\n\n- b\n\n  ~~~~\n  ```\n  c\n  ```\n  ~~~~\n\n> ```py\n> d\n> ```\n\n```sh\nopen';
    deepEqual(codeBlocksOf(answer), [
      { info: 'ts src/a.ts', text: 'const a = `\\``;\n' }, { info: '', text: '```\nc\n```' }, { info: 'py', text: 'd' }, { info: 'sh', text: 'open' },
    ]);
  });
});

describe('The file that code belongs to', () => {
  for (const [info, path] of [
    ['ts src/a.ts', 'src/a.ts'], ['ts:src/a.ts', 'src/a.ts'], ['src/a.ts', 'src/a.ts'], ['ts title="src/a.ts"', 'src/a.ts'],
    ['{.ts filename=src/a.ts}', 'src/a.ts'], ['dockerfile Dockerfile', 'Dockerfile'], ['json .vscode/settings.json', '.vscode/settings.json'],
  ] as const) {
    it(`is named by the fence “${info}”`, () => {
      deepEqual(namedTarget({ info, text: 'x' }), { path, rest: 'x' });
    });
  }

  for (const comment of ['// src/a.ts', '# src/a.ts', '<!-- src/a.ts -->', '/* src/a.ts */', '-- src/a.ts', '// File: src/a.ts', '// filepath: src/a.ts']) {
    it(`is named by the first line “${comment}”, which is no part of the code`, () => {
      deepEqual(namedTarget({ info: 'ts', text: `${comment}\ncode` }), { path: 'src/a.ts', rest: 'code' });
    });
  }

  for (const [info, text] of [['ts', 'const a = 1;'], ['c++', '// see https://example.com/a.ts'], ['python', '# version 1.2'], ['ts', '// Adds two numbers.'], ['js', '// e.g. this']] as const) {
    it(`is not named by “${info}” and “${text}”`, () => {
      deepEqual(namedTarget({ info, text }), undefined);
    });
  }

  it('has a language, whatever stands beside it', () => {
    deepEqual(['ts src/a.ts', '{.python}', 'TypeScript', 'c++', 'ts:src/a.ts', ''].map(languageOf), ['ts', 'python', 'typescript', 'c++', 'ts', '']);
  });
});

describe('Files that are asked about first', () => {
  for (const path of ['.vscode/settings.json', 'app/.VSCode/tasks.json', '.git/hooks/pre-commit', '.GIT./config', '.github/workflows/ci.yml', 'AGENTS.md', '.assistants/tea.assistant.md', '.env', '.bashrc', 'a.code-workspace', String.raw`.vscode\tasks.json`]) {
    it(`are such as ${path}`, () => {
      deepEqual(typeof targetConcern(path), 'string');
    });
  }

  it('are not the others', () => {
    deepEqual(['src/a.ts', 'README.md', 'vscode/a.ts', 'git/a', 'package.json'].map(targetConcern), Array.from({ length: 5 }));
  });
});
