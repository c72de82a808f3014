import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { droppedThings, pastedFiles } from '../../webview/broughtThings.ts';

/** What a browser hands over: texts by their types, and files. */
function transfer(texts: Readonly<Record<string, string>>, files: readonly string[] = []): DataTransfer {
  const given = { types: Object.keys(texts), getData: (type: string) => texts[type] ?? '', files: files.map((name) => ({ name })) };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parts of it that are looked at
  return given as unknown as DataTransfer;
}

const dropped = (texts: Readonly<Record<string, string>>, files: readonly string[] = []): unknown => {
  const { uris, files: found } = droppedThings(transfer(texts, files));
  return [uris, found.map(({ name }) => name)];
};

const names = (texts: Readonly<Record<string, string>>): readonly string[] => pastedFiles(transfer(texts, ['image.png'])).map(({ name }) => name);

describe('What is dropped', () => {
  it('is the addresses that VS Code gives, each once, even where the browser makes files of them', () => {
    const list = 'vscode-remote://ssh/w/a.ts\r\nfile:///w/b.ts';
    deepEqual(dropped({ 'application/vnd.code.uri-list': list, resourceurls: '["file:///w/b.ts","file:///w/c.ts"]', 'text/uri-list': 'file:///w/d.ts' }, ['a.ts']), [['vscode-remote://ssh/w/a.ts', 'file:///w/b.ts', 'file:///w/c.ts'], []]);
  });

  it('is the files that another program gives, rather than where they lie', () => {
    deepEqual(dropped({ 'text/uri-list': 'file:///home/me/shot.png' }, ['shot.png']), [[], ['shot.png']]);
  });

  it('is the addresses that another program gives where it gives no files, without comments and links', () => {
    deepEqual(dropped({ 'text/uri-list': '# from here\r\nfile:///home/me/a.txt\r\nhttps://example.com/\r\ndata:text/plain,x\r\n' }), [['file:///home/me/a.txt'], []]);
  });

  it('is two hundred things at most, and tells how many more there were', () => {
    const list = [...Array(203).keys()].map((count) => `file:///w/${String(count)}.ts`).join('\r\n');
    const { uris, more } = droppedThings(transfer({ 'application/vnd.code.uri-list': list }));
    deepEqual([uris.length, more], [200, 3]);
  });

  it('is nothing where only words are dragged, or garbage', () => {
    deepEqual([dropped({ 'text/plain': 'words' }), dropped({ resourceurls: '{"a":' }), dropped({ resourceurls: '{"a":1}' })], [[[], []], [[], []], [[], []]]);
  });
});

describe('What is pasted', () => {
  it('is files, unless there are words as well: a spreadsheet brings a picture of its cells', () => {
    deepEqual([names({}), names({ 'text/html': '<img>' }), names({ 'text/plain': '1\t2' })], [['image.png'], ['image.png'], []]);
  });
});
