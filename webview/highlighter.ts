import core from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import markdown from 'highlight.js/lib/languages/markdown';
import php from 'highlight.js/lib/languages/php';
import powershell from 'highlight.js/lib/languages/powershell';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import shell from 'highlight.js/lib/languages/shell';
import sql from 'highlight.js/lib/languages/sql';
import swift from 'highlight.js/lib/languages/swift';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { type CodeLine, TokenLines } from './tokenLines.ts';

const grammars = {
  bash, c, cpp, csharp, css, diff, dockerfile, go, ini, java, javascript, json, kotlin, markdown, php, powershell, python, ruby, rust, shell, sql, swift, typescript, xml, yaml,
};

const highlighter = core.newInstance();
for (const [name, grammar] of Object.entries(grammars)) highlighter.registerLanguage(name, grammar);
highlighter.registerAliases(['fish', 'ksh', 'shellscript'], { languageName: 'bash' });
highlighter.registerAliases(['javascriptreact'], { languageName: 'javascript' });
highlighter.registerAliases(['typescriptreact'], { languageName: 'typescript' });
highlighter.registerAliases(['json5', 'jsonl'], { languageName: 'json' });
highlighter.registerAliases(['less', 'scss'], { languageName: 'css' });
highlighter.registerAliases(['postgresql', 'sqlite'], { languageName: 'sql' });
highlighter.registerAliases(['vue'], { languageName: 'xml' });
highlighter.configure({ __emitter: TokenLines });

/** The lines of this code; undefined for a language that has no colours here. */
export function highlight(code: string, language: string): readonly CodeLine[] | undefined {
  if (language === '' || highlighter.getLanguage(language) === undefined) return undefined;
  const { _emitter: found } = highlighter.highlight(code, { language, ignoreIllegals: true });
  return found instanceof TokenLines ? found.lines : undefined;
}
