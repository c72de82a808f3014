import { deepEqual } from 'node:assert/strict';
import { speak, t } from '../../src/shared/words.ts';

/** What is said while these words are spoken. */
function spoken(language: string, sentences: Readonly<Record<string, string>>, say: () => unknown): unknown {
  speak({ language, sentences });
  try {
    return say();
  } finally {
    speak({ language: 'en', sentences: {} });
  }
}

describe('Words', () => {
  it('are English where there is no translation', () => {
    deepEqual(spoken('ko', {}, () => t('Open {0} of {1}', 'a.ts', 2)), 'Open a.ts of 2');
  });

  it('take their values in the order of the language', () => {
    deepEqual(spoken('ko', { '{0} of {1}': '{1} 중 {0}' }, () => t('{0} of {1}', 'one', 'two')), 'two 중 one');
  });

  it('write numbers as the language does', () => {
    deepEqual(spoken('de', {}, () => t('{0} tokens', 12_345)), '12.345 tokens');
    deepEqual(t('{0} tokens', 12_345), '12,345 tokens');
  });

  it('choose the form that a number takes', () => {
    const sentences = { '{0} files': '{0} {0|файл|файла|файлов}' };
    deepEqual(spoken('ru', sentences, () => [1, 2, 5, 21, 112].map((count) => t('{0} files', count))), ['1 файл', '2 файла', '5 файлов', '21 файл', '112 файлов']);
  });

  it('leave what a value holds as it is', () => {
    deepEqual(t('Open {0}', '{1} $& {0|a|b}', 'never'), 'Open {1} $& {0|a|b}');
  });
});
