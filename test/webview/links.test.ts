import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { hostOf, safeLink } from '../../webview/links.ts';

describe('A safe link', () => {
  it('shows a long address cut short', () => {
    const title = safeLink(`https://example.com/${'a'.repeat(10_000)}`)?.title ?? '';
    deepEqual([title.length, title.startsWith('https://example.com/aaa'), title.endsWith('…')], [301, true, true]);
  });

  it('is none when its address is too long to be asked about', () => {
    deepEqual(safeLink(`https://example.com/${'a'.repeat(16_000)}`), undefined);
  });

  it('is none when its address cannot be read', () => {
    deepEqual(['https://', 'http://a b', 'https://[', 'example.com'].map(safeLink), [undefined, undefined, undefined, undefined]);
  });
});

describe('The host of an address', () => {
  it('is the one that would be asked', () => {
    deepEqual(['https://a@b.example:8080/c', '//d.example/e', 'data:text/plain,x', 'f.png'].map(hostOf), ['b.example:8080', 'd.example', '', '']);
  });
});
