import assert from 'node:assert/strict';
import { FileIndex, fileLimit } from '../../src/core/fileIndex.ts';

const paths = [
  'README.md', 'package.json', 'readme/notes.txt', 'src/core/chat.ts', 'src/core/fileIndex.ts', 'src/core/hostApi.ts', 'src/core/profile.ts', 'src/vscode/chatView.ts',
  'src/vscode/workspaceFileIndex.ts', 'test/core/fileIndex.test.ts', 'webview/chat.ts',
];

function indexOf(files: readonly string[] = paths): FileIndex {
  const index = new FileIndex();
  index.replace(files);
  return index;
}

const found = (index: FileIndex, query: string, favoured?: Parameters<FileIndex['find']>[1]): readonly string[] => index.find(query, favoured).map(({ path, kind }) => (kind === 'folder' ? `${path}/` : path));
/** The first answer with the letters that were found in it in brackets. */
function marked(index: FileIndex, query: string): string | undefined {
  const [first] = index.find(query);
  return first === undefined ? undefined : Array.from(first.path, (letter, at) => (first.positions.includes(at) ? `[${letter}]` : letter)).join('').replaceAll('][', '');
}

describe('The index of files', () => {
  it('finds names before folders, and those that begin with the query before others', () => {
    assert.deepEqual(found(indexOf(), 'chat'), ['webview/chat.ts', 'src/core/chat.ts', 'src/vscode/chatView.ts', 'src/core/hostApi.ts']);
    assert.deepEqual(found(indexOf(['core/a.ts', 'src/score.ts', 'src/core.ts']), 'core'), ['core/', 'src/core.ts', 'src/score.ts', 'core/a.ts']);
  });

  it('finds letters that follow one another with gaps', () => {
    assert.deepEqual(found(indexOf(), 'pckjsn'), ['package.json']);
    assert.deepEqual(found(indexOf(), 'nosjkcap'), []);
  });

  for (const [query, best] of [
    ['wFI', 'src/vscode/[w]orkspace[F]ile[I]ndex.ts'],
    ['pj', '[p]ackage.[j]son'],
    ['index', 'src/core/file[Index].ts'],
    ['co/fi', 'src/[co]re[/fi]leIndex.ts'],
    ['co\\ho', 'src/[co]re[/ho]stApi.ts'],
    ['./src/vs/ch', '[src/vs]code[/ch]atView.ts'],
    ['vsc index', 'src/[vsc]ode/workspaceFile[Index].ts'],
    ['index test', 'test/core/file[Index].[test].ts'],
    ['hostapi', 'src/core/[hostApi].ts'],
  ] as const) {
    it(`lays ${JSON.stringify(query)} into ${best}`, () => {
      assert.equal(marked(indexOf(), query), best);
    });
  }

  it('takes small letters for either, and capital ones for themselves', () => {
    assert.deepEqual(found(indexOf(), 'readme'), ['readme/', 'README.md', 'readme/notes.txt']);
    assert.deepEqual(found(indexOf(), 'READ'), ['README.md']);
    assert.deepEqual(found(indexOf(), 'fI'), ['src/core/fileIndex.ts', 'test/core/fileIndex.test.ts', 'src/vscode/workspaceFileIndex.ts']);
  });

  it('finds folders, too', () => {
    assert.deepEqual(found(indexOf(), 'src/vscode').slice(0, 1), ['src/vscode/']);
    assert.deepEqual(indexOf().find('webview')[0], { path: 'webview', kind: 'folder', positions: [0, 1, 2, 3, 4, 5, 6] });
  });

  it('puts open files first among their equals, then recent ones', () => {
    const favoured = { open: ['src/vscode/chatView.ts', 'README.md'], recent: ['src/core/chat.ts', 'README.md'] };
    assert.deepEqual(found(indexOf(), 'chat', favoured), ['src/vscode/chatView.ts', 'src/core/chat.ts', 'webview/chat.ts', 'src/core/hostApi.ts']);
    assert.deepEqual(found(indexOf(['core/a.ts', 'core.ts']), 'core.', { open: ['core/a.ts'], recent: [] }), ['core.ts', 'core/a.ts']);
  });

  it('answers an empty query with what is open, what is recent, and the first by name', () => {
    const favoured = { open: ['webview/chat.ts', 'elsewhere.ts'], recent: ['src/core/hostApi.ts', 'webview/chat.ts'] };
    assert.deepEqual(found(indexOf(), ' ', favoured).slice(0, 5), ['webview/chat.ts', 'src/core/hostApi.ts', 'src/core/chat.ts', 'src/vscode/chatView.ts', 'test/core/fileIndex.test.ts']);
  });

  it('answers a query that grows as it answers the whole of it', () => {
    for (const query of ['core/fileIndex', 'src ch vi', './co\\chat', 'READme', 'fileindexts']) {
      const growing = indexOf();
      for (let length = 1; length <= query.length; length += 1) assert.deepEqual(growing.find(query.slice(0, length)), indexOf().find(query.slice(0, length)), query.slice(0, length));
    }
  });

  it('knows at once what came and what went', () => {
    const index = indexOf();
    assert.deepEqual(found(index, 'newcomer'), []);
    index.add('src/newcomer.ts');
    assert.deepEqual(found(index, 'newcomer'), ['src/newcomer.ts']);
    index.remove('src/newcomer.ts');
    index.remove('never/there.ts');
    assert.deepEqual([found(index, 'newcomer'), index.size], [[], paths.length]);
  });

  it('lets go of a folder with all that lies in it', () => {
    const index = indexOf();
    index.remove('src');
    assert.deepEqual([found(index, 'chat'), found(index, 'src/'), index.size], [['webview/chat.ts'], [], paths.length - 6]);
    index.remove('webview/chat.ts');
    assert.deepEqual(found(index, 'webview'), []);
  });

  it('answers fifty of many, and the best of them', () => {
    const index = indexOf(Array.from({ length: 5000 }, (_, number) => `deep/folder${String(number)}/index.ts`));
    index.add('other/i_n_d_e_x.ts');
    index.add('index');
    const matches = found(index, 'index');
    assert.deepEqual([matches.length, matches[0], matches.includes('other/i_n_d_e_x.ts')], [50, 'index', false]);
  });

  it('finds letters of any script, whole, and keeps their places', () => {
    assert.equal(marked(indexOf(['문서/보고서.md', 'Foo/İstanbul.md', 'фото/Москва.png']), 'моск'), 'фото/[Моск]ва.png');
    assert.equal(marked(indexOf(['Foo/İstanbul.md']), 'istan'), undefined);
    assert.equal(marked(indexOf(['Foo/İstanbul.md']), 'stan'), 'Foo/İ[stan]bul.md');
    assert.deepEqual(found(indexOf(['문서/보고서.md']), '보고'), ['문서/보고서.md']);
  });

  it('is not upset by a query of any length', () => {
    assert.deepEqual(found(indexOf([`${'a'.repeat(300)}.ts`]), 'a'.repeat(250)).length, 1);
    assert.equal(fileLimit, 200_000);
  });
});
