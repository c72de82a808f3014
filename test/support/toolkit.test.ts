import { deepEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const all = (text: string, pattern: RegExp): readonly string[] => [...new Set([...text.matchAll(pattern)].map(({ groups }) => groups?.['name'] ?? ''))].toSorted();
/** As in `vscode-text-field` for `vsCodeTextField`. */
const tagOf = (name: string): string => `vscode${name.replace('vsCode', '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

describe('The toolkit', () => {
  const rows = read('docs/toolkit.md').split('\n').filter((row) => row.startsWith('| `'));

  it('is told of component by component', () => {
    const components = all(read('node_modules/@vscode/webview-ui-toolkit/dist/custom-elements.d.ts'), /(?<name>vsCode[A-Z]\w+)/g);
    deepEqual(all(rows.join('\n'), /`(?<name>vscode-[\w-]+)`/g), components.map(tagOf).toSorted());
  });

  it('has in the page what is said to be used, and nothing else', () => {
    const registered = all(read('webview/toolkit.ts'), /(?<name>vsCode[A-Z]\w+)\(\)/g).map(tagOf).toSorted();
    deepEqual(all(rows.filter((row) => row.includes('| used |')).join('\n'), /`(?<name>vscode-[\w-]+)`/g), registered);
  });
});
