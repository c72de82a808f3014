import { deepEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { APIError } from 'openai';
import { readAssistantFile } from '../../src/core/assistantFile.ts';
import { activeConnection, type Connection } from '../../src/core/connections.ts';
import { questionOf } from '../../src/core/guardWords.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { translated } from '../../src/openai/failures.ts';
import { speak } from '../../src/shared/words.ts';

const connection: Connection = { id: 'here', name: 'Here', baseUrl: 'https://api.example/v1', api: 'responses', auth: 'key', headers: {} };

function sentencesIn(language: string): Readonly<Record<string, string>> {
  const read: unknown = JSON.parse(readFileSync(new URL(`../../l10n/bundle.l10n.${language}.json`, import.meta.url), 'utf8'));
  return Object.fromEntries(Object.entries(read ?? {}).map(([sentence, said]) => [sentence, String(said)]));
}

function apiError(status: number, message: string): APIError {
  return APIError.generate(status, { error: { message } }, undefined, new Headers());
}

function problemsOf(text: string): readonly string[] {
  return readAssistantFile(text, { stem: 'a', kind: 'assistant' }).problems.map(({ message }) => message);
}

function settingsFailure(connections: unknown): string {
  try {
    return activeConnection({ connections, active: 'here' }).name;
  } catch (error) {
    return failureOf(error).message;
  }
}

describe('In the user’s language', () => {
  afterEach(() => { speak({ language: 'en', sentences: {} }); });

  it('a failure of a server is told, with the server’s own words as they are', () => {
    speak({ language: 'ru', sentences: sentencesIn('ru') });
    deepEqual([translated(apiError(500, 'Oh no.'), connection), translated(apiError(403, 'Not you.'), connection)].map(({ failure }) => failure.message), [
      'На api.example произошла внутренняя ошибка (500).', 'api.example отклонил запрос (403): Not you.',
    ]);
  });

  it('the problems of an assistant’s file are told', () => {
    speak({ language: 'ru', sentences: sentencesIn('ru') });
    deepEqual(problemsOf('---\ntemperature: hot\nn: 200\ntool: web_search\n---\n'), ['temperature должно быть числом.', 'n должно быть от 1 до 128.', '«tool» неизвестно. Возможно, имелось в виду «tools»?']);
  });

  it('what is wrong with a connection is told', () => {
    speak({ language: 'ko', sentences: sentencesIn('ko') });
    deepEqual([settingsFailure([{ ...connection, baseUrl: 'nowhere' }]), settingsFailure([{ ...connection, api: undefined }]), settingsFailure([])], [
      '설정의 “here” 연결: “baseUrl”은(는) http(s) 주소가 아닙니다.', '설정의 “here” 연결: “api”이(가) 없습니다.', '설정에 “here” 연결이 없습니다.',
    ]);
  });

  it('a secret is named for the user', () => {
    speak({ language: 'zh-cn', sentences: sentencesIn('zh-cn') });
    const findings = [{ kind: 'AWS access key', line: 3, from: 0, to: 20 }, { kind: 'password', line: 5, from: 30, to: 40 }];
    deepEqual(questionOf([{ name: 'a.ts', origin: 'prompt', hash: 'h', findings, choices: ['send'] }], connection).detail, 'a.ts: AWS 访问密钥，第 3 行; 密码，第 5 行.');
  });
});
