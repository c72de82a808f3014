import { deepEqual, ok } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { literalsIn } from './literals.ts';

const root = path.resolve(import.meta.dirname, '../..');
const languages = ['ru', 'zh-cn', 'ko'] as const;

/** Files whose texts stay English, with the reason. */
const otherwise: Readonly<Record<string, string>> = {
  'src/core/gitDiff.ts': 'as Git writes it',
  'src/core/logLines.ts': 'in the log',
  'src/core/promptText.ts': 'said to the model',
  'src/core/secretKindWords.ts': 'the kinds themselves, by which their words are found',
  'src/core/secretRules.ts': 'said to the model; secretKindWords says them to the user',
  'src/core/soundCall.ts': 'said to the model',
  'src/core/stopWords.ts': 'searched by',
  'src/core/turnLog.ts': 'in the log',
};

/** What else stays English, by how it begins, with its reason; each is found in the code, else it is superfluous here. */
const exceptions: Readonly<Record<string, string>> = {
  'There are no functions here.': 'said to the model',
  'Review the code you are given': 'instructions, said to the model',
  'Explain to a programmer': 'instructions, said to the model',
  'Write tests for the code you are given': 'instructions, said to the model',
  'Write a commit message for the diff': 'instructions, said to the model',
  'Translate what you are given': 'instructions, said to the model',
  'Comment the SQL you are given': 'instructions, said to the model',
  'You are a personal math tutor.': 'instructions, said to the model',
  'You answer questions of customers': 'instructions, said to the model',
  'You are a programming assistant': 'instructions, said to the model',
  'Answer in Markdown': 'instructions, said to the model',
  'When you are unsure': 'instructions, said to the model',
  'You are a helpful assistant.': 'instructions, said to the model',
  'You sum up conversations': 'instructions, said to the model',
  'Sum up our conversation': 'said to the model',
  'You give titles to conversations.': 'instructions, said to the model',
  'Give our conversation a title.': 'said to the model',
  'Continue your previous answer': 'said to the model',
  'Your answer was:': 'said to the model',
  'The user': 'said to the model',
  'What was said before in this conversation:': 'said to the model',
  '[${} is not': 'said to the model',
  'PDF files': 'said to the model',
  'Office files': 'said to the model',
  'files for code': 'said to the model',
  'files to search': 'said to the model',
  '[${} is a file': 'said to the model',
  'password in a URL': 'said to the model; secretKindWords says it to the user',
  'private key': 'said to the model; secretKindWords says it to the user',
  '(not shown)': 'stands in a request as it was sent, which is JSON',
  'Summary': 'the name of an assistant that nobody sees',
  'Title': 'the name of an assistant that nobody sees',
  'A rehearsal ends': 'nobody is told: it ends a rehearsal',
  'the signal that a request was asked for with': 'the name of a symbol',
  'unexpected redirect': 'what fetch itself says, compared',
  'vector store': 'the noun of the API, for which fileFailures has its sentences',
  'Can this be written?': 'in a file that is removed at once',
  'UNC path': 'a name',
  'OpenAI': 'a name',
  'Azure OpenAI': 'a name',
  'Ollama': 'a name',
  'Assistants': 'the name of an API',
  'What was sent': 'the id of a control',
  'More for this code': 'the id of a control',
  'Give the Result': 'the id of a control',
  'formula display': 'a class',
  '<!DOCTYPE html>': 'markup',
  'a, button, code': 'a selector',
  'p, li, pre': 'a selector',
  'th, td': 'a selector',
  'coalesce(': 'SQL',
  'AND thread': 'SQL',
  'OR leases.until': 'SQL',
  'saidIndex JOIN': 'SQL',
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

/** Where a text is shown to a user, even if it is a single word. */
const shownAt = /\b(?:title|label|detail|message|placeHolder|prompt|description|tooltip|hint|meaning|subject|words|note|name|place|does|openLabel|saveLabel|unfinished): $/;

/** Where a text is none that is shown: already translated, in the log, an error that ends in it, a class, a control’s id, a module. */
const notShown = /\bt\($|\blog\.\w+\(|#?log(?:ger)?\.\w+\(|\b(?:[A-Z][a-z]+)?(?<!Failure)Error\($|\bclass: $|^import |^export .* from /;

const sql = /\b(?:SELECT|INSERT|DELETE|UPDATE|PRAGMA|CREATE|BEGIN|VACUUM|ALTER)\b/;

/** What a row of a tree says beside its name, or under the mouse. */
const besideName = /\.(?:description|tooltip) = [^;]+;/g;

/** Texts in this code that a user would read and that are not translated: those of several words, and single ones where they are shown. */
function untranslated(code: string): readonly string[] {
  const beside = [...code.matchAll(besideName)].flatMap(([statement]) => literalsIn(statement)).filter(({ text, before }) => /^\p{Ll}{2,}…?$/u.test(text) && !/\bt\($|[!=]== $/.test(before));
  return [...beside.map(({ text }) => text), ...sentencesOf(code)];
}

function sentencesOf(code: string): readonly string[] {
  return literalsIn(code).flatMap(({ text, before }) => {
    const reads = /[A-Za-z’]{2,},? [a-z’]{2,}/.test(text.replaceAll('${}', 'X')) || (shownAt.test(before) && /^[A-Z][a-z]|\$\{\} [a-z]{2}/.test(text));
    return reads && !notShown.test(before) && !sql.test(text) ? [text] : [];
  });
}

function isException(text: string, beginning: string): boolean {
  return /[ (:]/.test(beginning) ? text.startsWith(beginning) : text === beginning;
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

  it('is told from what is no text for users', () => {
    const code = [
      "import { x } from 'a module of ours';", 'const one = `${name} keeps no ${kind} at all`;', "const two = { title: 'Reasoning', id: 'Reasoning' };", "log.error('This is for the log.', error);",
      "const said = t('It is said.');", "throw new Error('This ends in the log.');", 'const rule = /it is \'no text\' here/; // nor is \'this one\' here', "const three = 'It is a sentence.';",
      "item.description = [read ? '' : 'unread',\n  state === 'running' ? t('answering…') : age].join(' · ');",
    ].join('\n');
    deepEqual(untranslated(code), ['unread', '${} keeps no ${} at all', 'Reasoning', 'It is a sentence.']);
  });

  it('does not pass by the translation anywhere', () => {
    const files = globSync('{src,webview}/**/*.ts', { cwd: root }).filter((file) => otherwise[file.replaceAll('\\', '/')] === undefined);
    const plain = new Set(files.flatMap((file) => untranslated(readFileSync(path.join(root, file), 'utf8'))));
    deepEqual([...plain].filter((text) => !Object.keys(exceptions).some((beginning) => isException(text, beginning))), []);
    deepEqual(Object.keys(exceptions).filter((beginning) => ![...plain].some((text) => isException(text, beginning))), []);
    deepEqual(Object.keys(otherwise).filter((file) => untranslated(readFileSync(path.join(root, file), 'utf8')).length === 0), []);
  });
});
