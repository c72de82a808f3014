import assert from 'node:assert/strict';
import { asItIs, careful, carefulWords, questionOf } from '../../src/core/guardWords.ts';
import type { Obstacle } from '../../src/core/obstacles.ts';

const keyed: Obstacle = { name: 'src/a.ts', origin: 'attachment', hash: '1', findings: [{ kind: 'AWS access key', line: 12 }, { kind: 'password', line: 14 }, { kind: 'AWS access key', line: 30 }], choices: ['replace', 'leaveOut', 'send'] };
const env: Obstacle = { name: '.env', origin: 'attachment', hash: '2', findings: [], reason: 'Environment files hold passwords and keys.', choices: ['leaveOut', 'send'] };
const long: Obstacle = { name: 'Your message', origin: 'prompt', hash: '3', findings: [{ kind: 'GitHub token', line: 1 }], choices: ['send'] };
const to = { name: 'OpenAI' };

describe('The question about secrets', () => {
  it('names the file, the kinds and the lines, and says what placeholders are', () => {
    assert.deepEqual(questionOf([keyed], to), {
      message: 'src/a.ts seems to hold a secret. Send it to OpenAI?',
      detail: 'src/a.ts: AWS access key in line 12, 30; password in line 14.\n\nWith placeholders, the model is told that a secret stands there and of which kind, and not what it says.',
    });
  });

  it('says why a file holds secrets by its name, and that placeholders do not help', () => {
    assert.equal(questionOf([env], to).detail, '.env: Environment files hold passwords and keys. Placeholders do not help here: it is left out, or sent as it is.');
  });

  it('lists several, and counts the rest', () => {
    const { message, detail } = questionOf(Array.from({ length: 11 }, () => env), to);
    assert.deepEqual([message, detail.split('\n').length, detail.split('\n').at(-1)], ['11 things seem to hold secrets. Send them to OpenAI?', 9, 'and 3 more']);
  });

  it('shows what a name hides', () => {
    assert.match(questionOf([{ ...env, name: 'a\u202Etxt.\nexe' }], to).message, /^a\\u\{202e\}txt\.\\u\{a\}exe seems/);
  });

  it('offers the most careful way for all of them, if there is one', () => {
    assert.deepEqual([careful([keyed, env]), careful([keyed, long])], [[{ hash: '1', choice: 'replace' }, { hash: '2', choice: 'leaveOut' }], undefined]);
    assert.deepEqual([carefulWords([keyed, env]), carefulWords([env, env])], ['Send With Placeholders', 'Send Without Them']);
  });

  it('sends all of them as they are, if the user wants that', () => {
    assert.deepEqual(asItIs([keyed, env]), [{ hash: '1', choice: 'send' }, { hash: '2', choice: 'send' }]);
  });
});
