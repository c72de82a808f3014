import assert from 'node:assert/strict';
import { openedName, outputName } from '../../src/core/outputNames.ts';

describe('the name of an output', () => {
  it('has no folders (case 129)', () => {
    assert.deepEqual(['sandbox:/mnt/data/a.csv', '../../.bashrc', 'C:\\Users\\x\\b.txt', '/', ''].map(outputName), ['a.csv', 'bashrc', 'b.txt', 'file', 'file']);
  });

  it('has nothing that cannot be seen, or that a disk refuses (case 129)', () => {
    assert.deepEqual(['a\u0000b\n.txt', 'invoice\u202Efdp.exe', 'a:b?.txt', 'con.txt', 'COM1', 'a. ', '…/ ok.md'].map(outputName), ['a_b_.txt', 'invoice_fdp.exe', 'a_b_.txt', '_con.txt', '_COM1', 'a', 'ok.md']);
  });

  it('stays as it is where nothing is wrong with it, and keeps its ending when it is too long', () => {
    assert.equal(outputName('Übersicht 2026 – 小说.xlsx'), 'Übersicht 2026 – 小说.xlsx');
    assert.match(outputName(`${'x'.repeat(300)}.csv`), /^x{116}\.csv$/);
  });
});

describe('the name under which an output is opened', () => {
  it('is one that nothing makes anything of, unless it is an image (case 118)', () => {
    const opened = ([['a.csv', 'text/csv'], ['a.json', 'application/json'], ['a.html', 'text/html'], ['plot', 'image/png'], ['photo.jpg', 'image/jpeg'], ['A.PNG', 'image/png']] as const)
      .map(([name, mediaType]) => openedName({ name, mediaType }));
    assert.deepEqual(opened, ['a.csv', 'a.json.txt', 'a.html.txt', 'plot.png', 'photo.jpg', 'A.PNG']);
  });
});
