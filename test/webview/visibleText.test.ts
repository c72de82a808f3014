import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { visible } from '../../webview/visibleText.ts';

const england = '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}';

describe('Text is shown', () => {
  const examples: Readonly<Record<string, readonly [text: string, shown: string]>> = {
    'with direction controls written out': ['a\u202Eb\u2066c\u2069', 'a⟦U+202E⟧b⟦U+2066⟧c⟦U+2069⟧'],
    'with zero width spaces and byte order marks written out': ['a\u200Bb\uFEFF', 'a⟦U+200B⟧b⟦U+FEFF⟧'],
    'with hidden letters written out': ['hi\u{E0068}\u{E0069}', 'hi⟦U+E0068⟧⟦U+E0069⟧'],
    'with terminal escapes written out': ['\u001B]8;;x\u0007', '⟦U+001B⟧]8;;x⟦U+0007⟧'],
    'with runs of variation selectors written out': ['a\uFE00\uFE01', 'a\uFE00⟦U+FE01⟧'],
    'with lines and tabs as they are': ['a\n\tb\r\n', 'a\n\tb\r\n'],
    'with the joiners and marks that scripts need': ['نمی\u200Cخواهم \u200Ea\u200F', 'نمی\u200Cخواهم \u200Ea\u200F'],
    'with families, hearts and flags': [`👨\u200D👩\u200D👧 ❤\uFE0F 🇩🇪 ${england}`, `👨\u200D👩\u200D👧 ❤\uFE0F 🇩🇪 ${england}`],
  };
  for (const [name, [text, shown]] of Object.entries(examples)) {
    it(`${name} (case 108)`, () => {
      deepEqual(visible(text), shown);
    });
  }
});
