import { deepEqual, ok } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const languages = ['ru', 'zh-cn', 'ko'] as const;

/** What stays English, with its reason; each is found in the code, else it is superfluous here. */
const exceptions: Readonly<Record<string, string>> = {
  'The page has no place for the chat.': 'an error of the build, for those who make the extension',
  'You are a helpful assistant.': 'said to the model',
  'The user refused this call.': 'said to the model',
  'The assistant file ${name} could not be read.': 'in the log',
  'Test of ${connection.name} at ${connection.baseUrl}\\n  ${lines.join(\'\\n  \')}': 'in the log',
  'The files of an assistant could not be looked at.': 'in the log',
  'Old threads of the trash could not be removed from the server.': 'in the log',
  'The server did not delete ${bookmark.kind} ${bookmark.id}.': 'in the log',
  'The setup was checked. ${setupInWords(checked)}': 'in the log',
  'Messages of the chat page that are not understood, or too many or too large: ${String(count)}.': 'in the log',
  'Workspace Assistants': 'a name',
  'Azure OpenAI': 'a name',
  'Runs on': 'in the report of the setup, which is read by those who help',
  'Workspace Trust': 'in the report of the setup, which is read by those who help',
  'What was sent': 'the id of a control',
  'More for this code': 'the id of a control',
  'Give the Result': 'the id of a control',
};

function textsOf(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: root }).map((file) => readFileSync(path.join(root, file), 'utf8'));
}

function sentencesIn(texts: readonly string[]): ReadonlySet<string> {
  const calls = texts.flatMap((text) => [...text.matchAll(/\bt\((?:'(?<single>(?:[^'\\\n]|\\.)*)'|"(?<double>(?:[^"\\\n]|\\.)*)")/g)]);
  return new Set(calls.map(({ groups }) => unescaped(groups?.['single'] ?? groups?.['double'] ?? '')));
}

function unescaped(literal: string): string {
  return literal.replaceAll(String.raw`\n`, '\n').replaceAll(/\\(?<sign>.)/g, '$<sign>');
}

function json(file: string): ReadonlyMap<string, string> {
  const read: unknown = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  return new Map(Object.entries(read ?? {}).map(([key, value]) => [key, String(value)]));
}

function holes(sentence: string): string {
  return [...new Set([...sentence.matchAll(/\{(?<at>\d+)/g)].map(({ groups }) => groups?.['at'] ?? ''))].toSorted().join();
}

/** Literals that read as sentences and are not translated. */
function plainSentences(text: string): readonly string[] {
  const code = text.replaceAll(/^\s*(?:\/\*\*.*?\*\/|\/\/.*|\*.*)$/gm, '').replaceAll(/\/\*\*.*?\*\//gs, '');
  const literals = [...code.matchAll(/(?<!\bt\()(?:'(?<single>[A-Z$](?:[^'\\\n]|\\.)*)'|`(?<template>(?:\$\([a-z-]+\) )?[A-Z][^`\n]*)`)/g)];
  return literals.map(({ groups }) => groups?.['single'] ?? groups?.['template'] ?? '').filter((literal) => /^[^ ]*[a-z][^ ]* [^ ]*[A-Za-z$]/.test(literal));
}

function commandLinks(words: string): readonly string[] {
  return [...words.matchAll(/\(command:[\w.]+\)/g)].map(([link]) => link);
}

describe('What is said', () => {
  const sentences = sentencesIn(textsOf('{src,webview}/**/*.ts'));

  it('is found in the code', () => {
    ok(sentences.size > 500);
    deepEqual([...sentencesIn([String.raw`t('It\'s {0}', name); list.at('no'); t("two")`])], ["It's {0}", 'two']);
  });

  for (const language of languages) {
    it(`is said in ${language}, all of it and nothing else, with the same values`, () => {
      const bundle = json(`l10n/bundle.l10n.${language}.json`);
      deepEqual([...sentences].filter((sentence) => !bundle.has(sentence)), []);
      deepEqual([...bundle.keys()].filter((sentence) => !sentences.has(sentence)), []);
      deepEqual([...bundle].filter(([sentence, said]) => said.trim() === '' || holes(sentence) !== holes(said)), []);
    });

    it(`is said in ${language} in menus and settings, too`, () => {
      const english = json('package.nls.json');
      const said = json(`package.nls.${language}.json`);
      deepEqual([...said.keys()], [...english.keys()]);
      deepEqual([...english].filter(([key, words]) => said.get(key)?.trim() === '' || commandLinks(words).join() !== commandLinks(said.get(key) ?? '').join()), []);
    });
  }

  it('is English nowhere in the manifest but in names', () => {
    const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
    const shown = [...manifest.matchAll(/"(?:title|category|displayName|description|markdownDescription|contents|contextualTitle)": "(?<words>(?:[^"\\]|\\.)*)"/g)].map(({ groups }) => groups?.['words'] ?? '');
    const keys = [...manifest.matchAll(/"%(?<key>[^%"]+)%"/g)].map(({ groups }) => groups?.['key'] ?? '');
    deepEqual(shown.filter((words) => !/^%[^%]+%$/.test(words)), []);
    deepEqual([...new Set(keys)].toSorted(), [...json('package.nls.json').keys()].toSorted());
  });

  it('does not pass by the translation in the panel and in VS Code’s own places', () => {
    const plain = new Set(textsOf('{webview,src/vscode}/*.ts').flatMap(plainSentences));
    deepEqual([...plain].filter((sentence) => exceptions[sentence] === undefined), []);
    deepEqual(Object.keys(exceptions).filter((sentence) => !plain.has(sentence)), []);
  });
});
