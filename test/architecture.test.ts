import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** What a room may import of the other rooms, and of packages. `node:` stands for Node's own modules. */
const rooms: Readonly<Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }>> = {
  'src/shared': { rooms: [], packages: ['markdown-it', 'valibot'] },
  'src/core': { rooms: ['src/shared'], packages: ['ignore', 'markdown-it', 'valibot', 'yaml'] },
  'src/openai': { rooms: ['src/core', 'src/shared'], packages: ['openai'] },
  'src/node': { rooms: ['src/core', 'src/shared'], packages: ['gpt-tokenizer', 'node:', 'valibot'] },
  'src/vscode': { rooms: ['src/core', 'src/shared'], packages: ['vscode'] },
  src: { rooms: ['src/core', 'src/node', 'src/openai', 'src/shared', 'src/vscode'], packages: ['vscode'] },
  webview: { rooms: ['src/shared'], packages: ['valibot', 'highlight.js', 'markdown-it', 'temml', '@vscode/webview-ui-toolkit'] },
};

/** The one file that may import a package; its whole room may not. */
const onlyIn: Readonly<Record<string, string>> = { '@vscode/webview-ui-toolkit': 'webview/toolkit.ts', temml: 'webview/formula.ts' };

interface Import {
  readonly file: string;
  readonly target: string;
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(/(?:^import\s(?:[^'"]*?\sfrom\s)?|^export\s[^'"]*?\sfrom\s|\bimport\()['"](?<target>[^'"]+)['"]/gm)].map((match) => ({ file, target: match.groups?.['target'] ?? '' }));
}

function roomOf(file: string): string {
  return path.posix.dirname(file).split('/').slice(0, file.startsWith('src/') ? 2 : 1).join('/');
}

function complaint({ file, target }: Import): string | undefined {
  const room = rooms[roomOf(file)];
  if (room === undefined) return `${file} lies in no room`;
  if (target.startsWith('.')) {
    const other = roomOf(path.posix.normalize(path.posix.join(path.posix.dirname(file), target)));
    return other === roomOf(file) || room.rooms.includes(other) ? undefined : `${file} reaches into ${other}`;
  }
  const allowed = room.packages.some((name) => target === name || target.startsWith(name.endsWith(':') ? name : `${name}/`));
  if (!allowed) return `${file} imports ${target}`;
  const only = Object.entries(onlyIn).find(([name]) => target === name || target.startsWith(`${name}/`))?.[1];
  return only === undefined || only === file ? undefined : `${file} imports ${target}, which is for ${only} alone`;
}

describe('the house', () => {
  const files = globSync('{src,webview}/**/*.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/')).filter((file) => !file.endsWith('.d.ts'));
  const imports = files.flatMap(importsOf);

  it('has rooms, and each imports only what its name permits', () => {
    assert.ok(files.length > 30 && imports.length > 100);
    assert.deepEqual(imports.map(complaint).filter((words) => words !== undefined), []);
  });

  it('notices a door that is opened where there is none', () => {
    const doors = [
      { file: 'src/core/chat.ts', target: 'vscode' }, { file: 'src/core/chat.ts', target: 'node:fs' }, { file: 'src/shared/message.ts', target: '../core/chat.ts' },
      { file: 'src/vscode/chatView.ts', target: '../openai/client.ts' }, { file: 'webview/main.ts', target: '../src/core/chat.ts' }, { file: 'webview/composer.ts', target: '@vscode/webview-ui-toolkit' },
    ];
    assert.deepEqual(doors.map(complaint).filter((words) => words === undefined), []);
  });

  it('sets no markup as a string', () => {
    const markup = files.filter((file) => /\.(?:innerHTML|outerHTML)\s*=|insertAdjacentHTML\(|document\.write\(/.test(readFileSync(path.join(root, file), 'utf8')));
    assert.deepEqual(markup, []);
  });
});
