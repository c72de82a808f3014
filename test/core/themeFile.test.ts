import { deepEqual } from 'node:assert/strict';
import { codeColorsOf } from '../../src/core/themeColors.ts';
import { contributedThemes, customRules, readThemeFile } from '../../src/core/themeFile.ts';

describe('The colours of a theme', () => {
  it('are read from its file, with comments and commas too many', () => {
    const text = '\uFEFF{ // "dark"\n "include": "./base.json", /* x */ "tokenColors": [\n{"scope": "comment, string.quoted", "settings": {"foreground": "#6A9955",},},\n{"scope": ["keyword", "source a"], "settings": {"foreground": "#fff"}}, {"settings": {"foreground": "#000000"}}, {"scope": "x", "settings": {"fontStyle": "bold"}}, "//" ] }';
    deepEqual(readThemeFile(text), { include: './base.json', rules: [{ scopes: ['comment', 'string.quoted'], color: '#6A9955' }, { scopes: ['keyword'], color: '#fff' }] });
  });

  it('are none of what is no theme', () => {
    deepEqual([readThemeFile('{'), readThemeFile('7'), readThemeFile('{"tokenColors": "./x.tmTheme"}')], [undefined, undefined, { rules: [] }]);
  });

  it('are those of the most exact rule, and of the last one among equals', () => {
    const rules = [
      { scopes: ['keyword.control'], color: '#111111' }, { scopes: ['keyword'], color: '#222222' }, { scopes: ['string'], color: '#333333' }, { scopes: ['string'], color: '#444444' },
      { scopes: ['stringy', 'constant.numeric.hex'], color: '#555555' },
    ];
    deepEqual(codeColorsOf(rules), { keyword: '#111111', regexp: '#444444', string: '#444444' });
  });

  it('are found by the name that settings have', () => {
    const manifest = { contributes: { themes: [{ id: 'Tea', label: 'Tea (dark)', uiTheme: 'vs-dark', path: './tea.json' }, { label: 'Milk', uiTheme: 'vs', path: './milk.json' }, { label: 'Odd' }] } };
    deepEqual([contributedThemes(manifest), contributedThemes({}), contributedThemes(null)], [[{ name: 'Tea', base: 'vs-dark', path: './tea.json' }, { name: 'Milk', base: 'vs', path: './milk.json' }], [], []]);
  });

  it('are what the user has made of them, in all themes or in this one', () => {
    const setting = {
      comments: '#010101', strings: { foreground: '#020202' }, numbers: 'red', textMateRules: [{ scope: 'keyword', settings: { foreground: '#030303' } }],
      '[Tea]': { comments: '#040404' }, '[Coffee]': { comments: '#050505' },
    };
    deepEqual(codeColorsOf([{ scopes: ['comment'], color: '#ffffff' }, ...customRules(setting, 'Tea')]), { comment: '#040404', keyword: '#030303', regexp: '#020202', string: '#020202' });
  });
});
