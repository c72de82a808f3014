import assert from 'node:assert/strict';
import { namedProblem, problemWords, textProblem } from '../../src/core/readableText.ts';

describe('A file that is to be read as text', () => {
  it('is told from one that is no text, or in another encoding, by what was decoded (case 124)', () => {
    assert.deepEqual([textProblem('a', 'Grüße 世界', 'utf8'), textProblem('a', 'x\0y', 'utf8'), textProblem('a', 'x\uFFFDy', 'utf8')], [
      undefined, 'a is not a text file.', 'a cannot be read as utf8: open it, choose “Reopen with Encoding”, and attach it again.',
    ]);
  });
});

describe('What was not attached', () => {
  it('says which file it is, once', () => {
    assert.deepEqual([namedProblem('a.bin', 'The connection was lost.'), namedProblem('a.bin', '“a.bin” is a pipe.')], ['“a.bin”: The connection was lost.', '“a.bin” is a pipe.']);
  });

  it('is said in one line, with the first reasons', () => {
    assert.deepEqual([problemWords(['a is empty.']), problemWords(['a is empty.', 'b is gone.']), problemWords(['a is empty.', 'b is gone.', 'c.', 'd.'])], [
      'Not attached: a is empty.', '2 things were not attached: a is empty. b is gone.', '4 things were not attached: a is empty. b is gone. And 2 more.',
    ]);
  });
});
