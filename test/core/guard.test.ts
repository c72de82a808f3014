import assert from 'node:assert/strict';
import type { Connection } from '../../src/core/connections.ts';
import { Guard } from '../../src/core/guard.ts';
import type { Choice, Decision, Obstacle, Outgoing } from '../../src/core/obstacles.ts';
import { letters } from './plantedSecrets.ts';

const here = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'none', headers: {} } as const;
const elsewhere = { ...here, name: 'Elsewhere', baseUrl: 'https://other.test/v1' } as const;
const key = ['gh', 'p_', letters(36)].join('');
const line = `const token = '${key}';`;
const hiddenLine = "const token = '‹secret 1: GitHub token›';";

const prompt = (text: string): Outgoing => ({ id: 'p', name: 'Your message', origin: 'prompt', text });
const file = (text: string, path = 'src/a.ts'): Outgoing => ({ id: path, name: path, path, origin: 'attachment', text });
const earlier = (text: string): Outgoing => ({ id: 'm', name: 'An earlier message of yours', origin: 'earlier', text });
const rules = (text: string): Outgoing => ({ id: 'i', name: 'The instructions of Reviewer', origin: 'instructions', text });

const decided = (obstacles: readonly Obstacle[], choice: Choice): readonly Decision[] => obstacles.map(({ hash }) => ({ hash, choice }));

/** What leaves when the user decides everything like this. */
async function passing(guard: Guard, parts: readonly Outgoing[], choice: Choice, to: Connection = here): Promise<readonly string[]> {
  const { obstacles } = await guard.pass(parts, to);
  return (await guard.pass(parts, to, decided(obstacles, choice))).parts.map(({ text }) => text);
}

const asked = async (guard: Guard, parts: readonly Outgoing[], to: Connection = here): Promise<readonly string[]> => (await guard.pass(parts, to)).obstacles.map(({ name }) => name);

describe('Guard', () => {
  it('lets pass what holds no secret, letter by letter', async () => {
    const parts = [rules('Be brief.'), prompt('Hi'), file('const a = 1;')];
    assert.deepEqual(await new Guard().pass(parts, here), { parts, obstacles: [] });
  });

  it('lets nothing pass while an obstacle is left, and tells each by its name, its kinds and the lines of the file (case 117)', async () => {
    const { parts, obstacles } = await new Guard().pass([prompt('Hi'), { ...file(`\n${line}`), startLine: 40 }, file('A=1', '.env')], here);
    assert.deepEqual([parts, obstacles.map(({ hash: _hash, ...obstacle }) => obstacle)], [[], [
      { name: 'src/a.ts', origin: 'attachment', findings: [{ kind: 'GitHub token', line: 41 }], choices: ['replace', 'leaveOut', 'send'] },
      { name: '.env', origin: 'attachment', findings: [], choices: ['leaveOut', 'send'], reason: 'Environment files hold passwords and keys.' },
    ]]);
  });

  it('asks about a link to a file whose name says that it holds secrets, and says where it leads', async () => {
    const setup: Outgoing = { ...file('A=1', 'setup.md'), leadsTo: 'one/.env' };
    const { obstacles } = await new Guard().pass([setup, { ...setup, leadsTo: 'src/b.ts' }], here);
    assert.deepEqual(obstacles.map(({ name, reason }) => [name, reason]), [['setup.md', 'It leads to one/.env. Environment files hold passwords and keys.']]);
  });

  it('never tells the secret', async () => {
    const { obstacles } = await new Guard().pass([prompt(key), file(line), rules(line)], here);
    assert.equal(JSON.stringify(obstacles).includes(key), false);
  });

  it('does with each part what was decided for it', async () => {
    const parts = [prompt(`Why is ${key} refused?`), file(line), file('A=1', '.env')];
    const guard = new Guard();
    const { obstacles } = await guard.pass(parts, here);
    const choices = ['send', 'replace', 'leaveOut'] as const;
    const decisions = obstacles.flatMap(({ hash }, index) => choices.slice(index, index + 1).map((choice) => ({ hash, choice })));
    assert.deepEqual((await guard.pass(parts, here, decisions)).parts.map(({ text }) => text), [`Why is ${key} refused?`, hiddenLine]);
  });

  it('takes no decision that was not offered, and none for another text', async () => {
    const guard = new Guard();
    const env = [file('A=1', '.env')];
    const { obstacles } = await guard.pass(env, here);
    const wrong = await guard.pass(env, here, decided(obstacles, 'replace'));
    const other = await guard.pass([file('A=2', '.env')], here, decided(obstacles, 'send'));
    assert.deepEqual([wrong.obstacles.length, other.obstacles.length], [1, 1]);
  });

  it('forgets decisions: the same file is asked about again (case 117)', async () => {
    const guard = new Guard();
    await passing(guard, [file(line)], 'send');
    assert.deepEqual(await asked(guard, [file(line)]), ['src/a.ts']);
  });

  it('goes on hiding a secret that has a placeholder', async () => {
    const guard = new Guard();
    await passing(guard, [file(line)], 'replace');
    assert.deepEqual((await guard.pass([file(`again ${line}`), rules(line), earlier(key)], here)).parts.map(({ text }) => text), [`again ${hiddenLine}`, hiddenLine, '‹secret 1: GitHub token›']);
  });

  it('never changes what the user writes unasked, but asks about each known secret in it', async () => {
    const guard = new Guard();
    await passing(guard, [file('password = "s0mmer&sonne"')], 'replace');
    assert.deepEqual(await asked(guard, [prompt('Is s0mmer&sonne good?')]), ['Your message']);
    assert.deepEqual(await passing(guard, [prompt('Is s0mmer&sonne good?')], 'replace'), ['Is ‹secret 1: password› good?']);
    assert.deepEqual(await passing(guard, [prompt('Is s0mmer&sonne good?')], 'send'), ['Is s0mmer&sonne good?']);
  });

  it('asks about a word of the user that is a secret in what goes along', async () => {
    assert.deepEqual(await asked(new Guard(), [prompt('Is s0mmer&sonne good?'), file('password = "s0mmer&sonne"')]), ['Your message', 'src/a.ts']);
  });

  it('asks once what is to become of an earlier message, and again on its way to another place', async () => {
    const guard = new Guard();
    await passing(guard, [prompt(line)], 'send');
    assert.deepEqual([await asked(guard, [earlier(line)]), await asked(guard, [earlier(line)], elsewhere)], [[], ['An earlier message of yours']]);
    await passing(guard, [rules(`${line} `)], 'send', elsewhere);
    assert.deepEqual([await asked(guard, [rules(`${line} `)], elsewhere), await asked(guard, [rules(`${line} `)])], [[], ['The instructions of Reviewer']]);
  });

  it('leaves an earlier file out again once it was left out', async () => {
    const guard = new Guard();
    const env: Outgoing = { ...file('A=1', '.env'), origin: 'earlier' };
    assert.deepEqual([await passing(guard, [env], 'leaveOut'), (await guard.pass([env], here)).parts], [[], []]);
  });

  it('lets an answer go back to where it came from, and nowhere else', async () => {
    const answer: Outgoing = { id: 'a', name: 'An earlier answer', origin: 'earlier', saidBy: 'http://127.0.0.1', text: line };
    assert.deepEqual([await asked(new Guard(), [answer]), await asked(new Guard(), [answer], elsewhere)], [[], ['An earlier answer']]);
    assert.deepEqual(await asked(new Guard(), [answer], { ...elsewhere, name: here.name }), ['An earlier answer']);
  });

  it('offers no placeholders where more secrets may stand than were found', async () => {
    const many = Array.from({ length: 501 }, () => ['gh', 'p_', letters(36)].join('')).join('\n');
    const { obstacles } = await new Guard().pass([file(many), prompt(many)], here);
    assert.deepEqual(obstacles.map(({ choices }) => choices), [['leaveOut', 'send'], ['send']]);
  });

  it('brings the secrets back, for the user’s own files', async () => {
    const guard = new Guard();
    await passing(guard, [file(line)], 'replace');
    assert.equal(guard.restore(hiddenLine), line);
  });
});
