import { deepEqual, equal } from 'node:assert/strict';
import { linesNow, textAt } from '../../src/core/pieceNow.ts';

const file = 'one\ntwo\nthree\nfour\n';

describe('A piece of a file', () => {
  it('stands where it stood while nothing has changed, whole lines or not, however lines end', () => {
    deepEqual([linesNow(file, { text: 'two\nthree', lines: [2, 3] }), linesNow(file, { text: 'wo\nth', lines: [2, 3] }), linesNow(file.replaceAll('\n', '\r\n'), { text: 'two\nthree', lines: [2, 3] })], [[2, 3], [2, 3], [2, 3]]);
  });

  it('has moved along with its lines where it stands once elsewhere', () => {
    deepEqual([linesNow(`new\n${file}`, { text: 'two\nthree', lines: [2, 3] }), linesNow(file.slice(4), { text: 'three', lines: [3, 3] })], [[3, 4], [2, 2]]);
  });

  it('stays in its lines, however often it stands elsewhere', () => {
    deepEqual(linesNow('x\nx\nx\n', { text: 'x', lines: [2, 2] }), [2, 2]);
  });

  it('is not there any more where it has changed, or could be one of several', () => {
    deepEqual([linesNow(file.replace('two', '2'), { text: 'two', lines: [2, 2] }), linesNow('new\nx\nx\n', { text: 'x', lines: [1, 1] })], [undefined, undefined]);
  });

  it('reads as what stands in its lines now', () => {
    equal(textAt(file, [2, 3]), 'two\nthree');
    equal(textAt('one\n', [5, 6]), '');
  });
});
