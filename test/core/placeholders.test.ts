import assert from 'node:assert/strict';
import { Placeholders, placeholdersIn } from '../../src/core/placeholders.ts';
import { scanSecrets } from '../../src/core/secretScan.ts';
import { letters, plantedSecrets } from './plantedSecrets.ts';

const one = ['gh', 'p_', letters(36)].join('');
const other = ['np', 'm_', letters(36)].join('');
const hidden = (placeholders: Placeholders, text: string): string => placeholders.replace(text, scanSecrets(text).findings);

describe('Placeholders', () => {
  it('stand for secrets, the same for the same', () => {
    assert.equal(hidden(new Placeholders(), `a=${one}\nb=${other}\nc=${one}`), 'a=‹secret 1: GitHub token›\nb=‹secret 2: npm token›\nc=‹secret 1: GitHub token›');
  });

  it('go on being the same in the next text, and hide what no rule would find there', () => {
    const placeholders = new Placeholders();
    hidden(placeholders, 'password = "s0mmer&sonne"');
    assert.equal(hidden(placeholders, `Is s0mmer&sonne good? ${one}`), 'Is ‹secret 1: password› good? ‹secret 2: GitHub token›');
  });

  it('are put back exactly, wherever a model has written them', () => {
    const placeholders = new Placeholders();
    hidden(placeholders, `a=${one} b=${other}`);
    assert.equal(placeholders.restore('x = "‹secret 2: npm token›$&"; y = "‹secret 1: GitHub token›"; z = "‹secret 3: npm token›"'), `x = "${other}$&"; y = "${one}"; z = "‹secret 3: npm token›"`);
  });

  it('bring every planted credential back', () => {
    const text = plantedSecrets.map(([, secret, line = (words: string): string => `KEY: ${words}`]) => line(secret)).join('\n');
    const placeholders = new Placeholders();
    const without = hidden(placeholders, text);
    assert.deepEqual([plantedSecrets.filter(([, secret]) => without.includes(secret)), placeholders.restore(without)], [[], text]);
  });

  it('take no number that the thread has seen, for its secret is no longer known', () => {
    assert.equal(hidden(new Placeholders(['see ‹secret 7: npm token›']), `${one} ‹secret 9: AWS access key›`), '‹secret 10: GitHub token› ‹secret 9: AWS access key›');
  });

  it('are known by their form, each once, with nothing in it that is not seen', () => {
    const words = ['‹secret 1: npm token›', '‹secret 22: x›'];
    assert.deepEqual(placeholdersIn([`${words.join('')}${words.join('')}`, '‹secret : x› ‹secret 1: a\u202Eb› ‹secret 2: a\nb› ‹secret 3: ›']).map((found) => found.words), words);
  });

  it('tell where known secrets stand, but look for no short ones', () => {
    const placeholders = new Placeholders();
    hidden(placeholders, `postgres://app:k3y@db.internal:5432/app ${one}`);
    assert.deepEqual(placeholders.find(`k3y ${one}`), [{ kind: 'GitHub token', from: 4, to: 4 + one.length }]);
  });
});
