import assert from 'node:assert/strict';
import { asItIs, careful, carefulWords, isListed, questionOf } from '../../src/core/guardWords.ts';
import type { Obstacle } from '../../src/core/obstacles.ts';

const keyed: Obstacle = { name: 'src/a.ts', origin: 'attachment', hash: '1', findings: [{ kind: 'AWS access key', line: 12 }, { kind: 'password', line: 14 }, { kind: 'AWS access key', line: 30 }], choices: ['replace', 'leaveOut', 'send'] };
const env: Obstacle = { name: '.env', origin: 'attachment', hash: '2', findings: [], reason: 'Environment files hold passwords and keys.', choices: ['leaveOut', 'send'] };
const long: Obstacle = { name: 'Your message', origin: 'prompt', hash: '3', findings: [{ kind: 'GitHub token', line: 1 }], choices: ['send'] };
const to = { name: 'OpenAI' };
const inLines = (...lines: readonly number[]): Obstacle['findings'] => lines.map((line) => ({ kind: 'GitHub token', line }));
const odd = Array.from({ length: 40 }, (_, index) => index * 2 + 1);

describe('The question about secrets', () => {
  it('names the file, the kinds and the lines, and says what placeholders are', () => {
    assert.deepEqual(questionOf([keyed], to), {
      message: 'src/a.ts may hold a secret. Send this to OpenAI?',
      detail: 'src/a.ts: AWS access key in line 12, 30; password in line 14.\n\nWith placeholders, the model is told that a secret stands there and of which kind, and not what it says.',
    });
  });

  it('says why a file holds secrets by its name, and that placeholders do not help', () => {
    assert.equal(questionOf([env], to).detail, '.env: Environment files hold passwords and keys. Placeholders do not help here: it is left out, or sent as it is.');
  });

  it('lists several, and counts the rest', () => {
    const { message, detail } = questionOf(Array.from({ length: 11 }, () => env), to);
    assert.deepEqual([message, detail.split('\n').slice(8)], ['11 things seem to hold secrets. Send them to OpenAI?', ['and 3 more', '', 'Not all that was found is listed here: what is to be sent as it is, you decide one by one.']]);
  });

  it('lists every line of a single thing, those that follow one another as one', () => {
    const { detail } = questionOf([{ ...keyed, findings: [...inLines(1, 1, 2, 3, 7), ...inLines(...odd.slice(5))] }], to);
    assert.equal(detail.split('\n')[0], `src/a.ts: GitHub token in line 1-3, 7, ${odd.slice(5).join(', ')}.`);
  });

  it('says that there may be more where it was not looked for any further', () => {
    assert.match(questionOf([{ ...keyed, findings: inLines(1), more: true }], to).detail, /^src\/a\.ts: GitHub token in line 1; and more, which was not looked for any further\.\n/);
  });

  it('leaves nothing to one word that it does not list', () => {
    const kinds = Array.from({ length: 9 }, (_, index) => ({ kind: `key ${String(index)}`, line: 1 }));
    for (const [obstacles, expected] of [
      [[keyed, env], true], [Array.from({ length: 8 }, () => env), true], [Array.from({ length: 9 }, () => env), false],
      [[env, { ...keyed, findings: inLines(...odd.slice(0, 8)) }], true], [[env, { ...keyed, findings: inLines(...odd.slice(0, 9)) }], false], [[{ ...keyed, findings: inLines(...odd) }], true],
      [[env, { ...keyed, findings: kinds }], false], [[{ ...keyed, findings: kinds }], true],
    ] as const) assert.deepEqual([isListed(obstacles), questionOf(obstacles, to).detail.includes('Not all that was found')], [expected, !expected]);
  });

  it('shows what a name hides', () => {
    assert.match(questionOf([{ ...env, name: 'a\u202Etxt.\nexe' }], to).message, /^a\\u\{202e\}txt\.\\u\{a\}exe may hold/);
  });

  it('offers the most careful way for all of them, if there is one', () => {
    assert.deepEqual([careful([keyed, env]), careful([keyed, long])], [[{ hash: '1', choice: 'replace' }, { hash: '2', choice: 'leaveOut' }], undefined]);
    assert.deepEqual([carefulWords([keyed, env]), carefulWords([env, env])], ['Send With Placeholders', 'Send Without Them']);
  });

  it('sends all of them as they are, if the user wants that', () => {
    assert.deepEqual(asItIs([keyed, env]), [{ hash: '1', choice: 'send' }, { hash: '2', choice: 'send' }]);
  });
});
