import { deepEqual } from 'node:assert/strict';
import { searchWords } from '../../src/core/searchWords.ts';

describe('The words that a text is searched by', () => {
  const examples: readonly (readonly [what: string, text: string, words: readonly string[]])[] = [
    ['are in small letters', 'Boil Water', ['boil', 'water']],
    ['are identifiers, whole and in their parts', 'readHTTPServer thread_store utf8', ['readhttpserver', 'read', 'http', 'server', 'thread', 'store', 'utf8', 'utf', '8']],
    ['are any two characters next to each other in Chinese', '数据库连接', ['数据', '据库', '库连', '连接']],
    ['are the same in Japanese, whose long vowels belong to them', 'サーバーを', ['サー', 'ーバ', 'バー', 'ーを']],
    ['are the same in Korean', '서버를', ['서버', '버를']],
    ['are a single character where it stands alone', '茶 is tea', ['茶', 'is', 'tea']],
    ['come apart where scripts meet', 'SQLite数据库v2', ['sqlite', 'sq', 'lite', '数据', '据库', 'v2', 'v', '2']],
    ['are Russian words as they stand', 'Настройка сервера', ['настройка', 'сервера']],
    ['do not depend on how wide characters are', 'ＡＢＣ ﾃｽﾄ', ['abc', 'テス', 'スト']],
    ['are none in signs', '… == !', []],
  ];
  for (const [what, text, words] of examples) it(what, () => { deepEqual(searchWords(text), words); });
});
