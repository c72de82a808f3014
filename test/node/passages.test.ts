import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import type { KnowledgeFile } from '../../src/core/knowledge.ts';
import { LocalPassages } from '../../src/node/passages.ts';
import { FailureError } from '../../src/shared/rpc.ts';

const worker = new URL('../../src/node/passageWorker.ts', import.meta.url);
const never = new AbortController().signal;

/** Files by their paths; the hash is the text itself. */
type Texts = Readonly<Record<string, string>>;

const filesOf = (texts: Texts): readonly KnowledgeFile[] => Object.entries(texts).map(([name, text]) => ({ path: name, hash: `hash of ${text}`, size: text.length, isText: true }));

/** Takes these files in, and gives the paths that were read for it. */
async function update(passages: LocalPassages, set: string, texts: Texts): Promise<readonly string[]> {
  const read: string[] = [];
  await passages.update(set, filesOf(texts), async ({ path: name }) => {
    read.push(name);
    return texts[name];
  }, never);
  return read;
}

async function found(passages: LocalPassages, question: string, set = 'tutor'): Promise<readonly string[]> {
  return ((await passages.find(set, question, 6)) ?? []).map(({ path: name }) => name);
}

describe('Passages', () => {
  let folder = '';
  const opened: LocalPassages[] = [];
  const open = (at = folder): LocalPassages => {
    const passages = new LocalPassages(worker, at);
    opened.push(passages);
    return passages;
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'passages-'));
  });

  afterEach(() => {
    for (const passages of opened.splice(0)) passages.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are found with their place and the hash of their file, the best first', async () => {
    const passages = open();
    await update(passages, 'tutor', { 'tea.md': 'Tea\n\nBoil the water, then wait.', 'rain.md': 'Rain is water.', 'sun.md': 'The sun shines.' });
    assert.deepEqual(await passages.find('tutor', 'How do I boil water?', 6), [
      { path: 'tea.md', hash: 'hash of Tea\n\nBoil the water, then wait.', startLine: 1, endLine: 3, text: 'Tea\n\nBoil the water, then wait.' },
      { path: 'rain.md', hash: 'hash of Rain is water.', startLine: 1, endLine: 1, text: 'Rain is water.' },
    ]);
  });

  it('are at most so many', async () => {
    const passages = open();
    await update(passages, 'tutor', Object.fromEntries(Array.from({ length: 9 }, (_, number) => [`${String(number)}.md`, `Water ${String(number)}`])));
    assert.equal((await passages.find('tutor', 'water', 4))?.length, 4);
  });

  it('know the lines of what stands deep in a file', async () => {
    const passages = open();
    const text = Array.from({ length: 400 }, (_, index) => (index === 299 ? 'The kettle whistles.' : `Line ${String(index + 1)} tells of nothing in particular.`)).join('\n');
    await update(passages, 'tutor', { 'long.md': text });
    const [first] = (await passages.find('tutor', 'whistling kettle', 1)) ?? [];
    assert.ok(first !== undefined && first.startLine > 200 && first.startLine <= 300 && first.endLine >= 300 && first.endLine < 400);
    assert.equal(first.text, text.split('\n').slice(first.startLine - 1, first.endLine).join('\n'));
  });

  const languages: readonly (readonly [language: string, text: string, question: string])[] = [
    ['English, in another form of the word', 'Brewing takes three minutes.', 'How long do I brew?'],
    ['Chinese', '泡茶需要三分钟。水温应为八十度。', '水温多少？'],
    ['Japanese', 'お茶を入れるには三分かかります。サーバーの設定は別です。', 'サーバー設定'],
    ['Korean, with another particle', '차를 끓이는 데 삼 분이 걸립니다. 서버를 설정합니다.', '서버에 대해'],
    ['Russian, in another case', 'Настройка сервера занимает три минуты.', 'расскажи о настройках серверов'],
    ['German, without its umlaut', 'Die Größe des Kessels ist fünf Liter.', 'Kessel mit funf Litern'],
    ['code, by a part of a name', 'export function readThreadStore() {}', 'thread store'],
  ];
  for (const [language, text, question] of languages) {
    it(`are found in ${language}`, async () => {
      const passages = open();
      await update(passages, 'tutor', { 'wanted.txt': text, 'other.txt': 'Nothing 无关 無関係 무관 ничего nichts.' });
      assert.deepEqual(await found(passages, question), ['wanted.txt']);
    });
  }

  it('are found by the name of their file', async () => {
    const passages = open();
    await update(passages, 'tutor', { 'src/kettleHeater.ts': 'export const on = true;', 'src/cup.ts': 'export const on = false;' });
    assert.deepEqual(await found(passages, 'What does kettleHeater.ts say?'), ['src/kettleHeater.ts']);
  });

  it('are none where no word fits, or there is none in the question', async () => {
    const passages = open();
    await update(passages, 'tutor', { 'tea.md': 'Boil the water.' });
    assert.deepEqual([await found(passages, 'Zeppelin'), await found(passages, '??? "'), await found(passages, 'NOT -AND* "OR')], [[], [], []]);
  });

  const followUps = ['Now write it as a haiku', 'Please make that shorter.', 'Schreib das bitte kürzer', 'А теперь объясни это', 'Et maintenant, explique-le', 'Now explain it to my grandmother'];
  for (const followUp of followUps) {
    it(`are none for what is about the answer: ${followUp}`, async () => {
      const passages = open();
      await update(passages, 'tutor', {
        'tea.md': 'Now write down how it is made: tea is as good as the water. Explain it to guests, and make it short.', 'rain.md': 'Rain is water. It is now or never.',
        'de.md': 'Das Wasser ist heiß, und kürzer ist besser.', 'ru.md': 'А теперь о чае: это вода.', 'fr.md': 'Et le thé, c’est de l’eau. Il est bon.',
        ...Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${String(index)}.md`, `The page ${String(index)} is about cups, and it is written as one is.`])),
      });
      assert.deepEqual(await found(passages, followUp), []);
    });
  }

  it('are none that share one common word of a question about something else', async () => {
    const passages = open();
    await update(passages, 'tutor', Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${String(index)}.md`, index < 8 ? `The server number ${String(index)} answers.` : `Cups and saucers ${String(index)}.`])));
    assert.deepEqual(await found(passages, 'Which zeppelin flew across the Atlantic with passengers, a server, and mail?'), []);
  });

  it('are found by a word that most of them have, where a question is about nothing else', async () => {
    const passages = open();
    await update(passages, 'tutor', Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${String(index)}.md`, `Tea number ${String(index)}.`])));
    assert.equal((await found(passages, 'Tell me about tea')).length, 6);
  });

  it('are found by half of the words of a question, also where most passages have them', async () => {
    const passages = open();
    await update(passages, 'tutor', Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${String(index)}.md`, `Green tea number ${String(index)}.`])));
    assert.equal((await found(passages, 'Recommend green tea today')).length, 6);
  });

  it('are found by the one word of a short question that a single file has', async () => {
    const passages = open();
    await update(passages, 'tutor', { 'tea.md': 'Boil the water for the kumquat.' });
    assert.deepEqual(await found(passages, 'Peel a kumquat'), ['tea.md']);
  });

  it('are found among a few by one word of four', async () => {
    const passages = open();
    await update(passages, 'tutor', { 'tea.md': 'Steep it for three minutes.' });
    assert.deepEqual(await found(passages, 'How long do I steep a strong assam?'), ['tea.md']);
  });

  it('are found for a long prompt that shares a few words with them', async () => {
    const passages = open();
    await update(passages, 'tutor', { 'kettle.md': 'The kettle whistles when the steam valve opens.', 'sun.md': 'The sun shines.' });
    const prompt = `The kettle is loud and steam leaves the valve. ${Array.from({ length: 50 }, (_, index) => `filler${String.fromCodePoint(97 + (index % 26))}${String.fromCodePoint(97 + Math.floor(index / 26))}`).join(' ')}`;
    assert.deepEqual(await found(passages, prompt), ['kettle.md']);
  });

  it('are kept apart by their sets', async () => {
    const passages = open();
    await update(passages, 'tutor', { 'tea.md': 'Boil the water.' });
    await update(passages, 'poet', { 'rain.md': 'Water falls.' });
    assert.deepEqual([await found(passages, 'water', 'tutor'), await found(passages, 'water', 'poet')], [['tea.md'], ['rain.md']]);
  });

  it('are taken anew from what has changed, and from nothing else', async () => {
    const before = open();
    assert.deepEqual(await update(before, 'tutor', { 'a.md': 'apple', 'b.md': 'banana', 'c.md': 'cherry' }), ['a.md', 'b.md', 'c.md']);
    before.dispose();
    const passages = open();
    assert.deepEqual(await update(passages, 'tutor', { 'a.md': 'apple', 'b.md': 'blueberry' }), ['b.md']);
    assert.deepEqual([await found(passages, 'apple'), await found(passages, 'banana'), await found(passages, 'blueberry'), await found(passages, 'cherry')], [['a.md'], [], ['b.md'], []]);
  });

  it('stay as far as they were taken in when that is stopped', async () => {
    const passages = open();
    const controller = new AbortController();
    const files = filesOf({ 'a.md': 'apple', 'b.md': 'banana' });
    const stopping = passages.update('tutor', files, async () => {
      controller.abort();
      return 'apple';
    }, controller.signal);
    await assert.rejects(stopping, { name: 'AbortError' });
    assert.deepEqual([await found(passages, 'apple'), await update(passages, 'tutor', { 'a.md': 'apple', 'b.md': 'banana' })], [['a.md'], ['b.md']]);
  });

  it('are shared by two windows', async () => {
    const [one, two] = [open(), open()];
    await Promise.all([update(one, 'tutor', { 'a.md': 'apple' }), update(two, 'poet', { 'b.md': 'banana' })]);
    assert.deepEqual([await found(one, 'banana', 'poet'), await found(two, 'apple', 'tutor')], [['b.md'], ['a.md']]);
  });

  it('are taken anew where the database has another shape', async () => {
    const raw = new DatabaseSync(path.join(folder, 'passages.db'));
    raw.exec('CREATE TABLE files (something TEXT); PRAGMA user_version = 99');
    raw.close();
    assert.deepEqual(await update(open(), 'tutor', { 'a.md': 'apple' }), ['a.md']);
  });

  it('are taken anew where the file is no database', async () => {
    writeFileSync(path.join(folder, 'passages.db'), 'this is not a database, and long enough to be looked at as one'.repeat(20));
    const passages = open();
    assert.deepEqual([await update(passages, 'tutor', { 'a.md': 'apple' }), await found(passages, 'apple')], [['a.md'], ['a.md']]);
  });

  it('are taken anew where pages of the database are damaged, and say that they must be', async () => {
    const before = open();
    await update(before, 'tutor', Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${String(index)}.md`, `Water ${String(index)} `.repeat(200)])));
    before.dispose();
    await setTimeout(200);
    const file = path.join(folder, 'passages.db');
    const raw = new DatabaseSync(file);
    raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    raw.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x5a, 4096));
    const passages = open();
    const first = await passages.find('tutor', 'water', 1);
    assert.deepEqual([first, await update(passages, 'tutor', { 'a.md': 'apple' }), await found(passages, 'apple')], [undefined, ['a.md'], ['a.md']]);
  });

  it('leave nothing on the disk of what was removed', async () => {
    const passages = open();
    await update(passages, 'tutor', { 'a.md': 'zanzibarium', 'b.md': 'banana' });
    await update(passages, 'poet', { 'c.md': 'mozambiquium' });
    await update(passages, 'tutor', { 'b.md': 'banana' });
    await passages.clear('poet');
    const kept = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'latin1')).join('');
    assert.deepEqual([await passages.sets(), kept.includes('zanzibarium'), kept.includes('mozambiquium'), kept.includes('banana')], [['tutor'], false, false, true]);
  });

  it('make no database to say that there are none', async () => {
    assert.deepEqual([await open().sets(), readdirSync(folder)], [[], []]);
  });

  it('say so when the folder cannot be used', async () => {
    writeFileSync(path.join(folder, 'file'), 'x');
    await assert.rejects(open(path.join(folder, 'file')).find('tutor', 'apple', 1), (error) => error instanceof FailureError && error.failure.kind === 'storage');
  });
});
