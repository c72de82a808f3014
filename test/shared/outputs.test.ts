import { deepEqual } from 'node:assert/strict';
import type { Output } from '../../src/shared/answerParts.ts';
import { isShownElsewhere, outputAt, sandboxPath } from '../../src/shared/outputs.ts';

const output = (id: string, name: string, path?: string): Output => ({ id, name, mediaType: 'text/plain', state: 'kept', ...(path === undefined ? {} : { path }) });
const kept = (id: string, name: string, hash: string, stepId?: string): Output => ({ ...output(id, name), hash: hash.repeat(64), ...(stepId === undefined ? {} : { stepId }) });

describe('a link into the folder in which code ran', () => {
  it('is known however models write it, and nothing else is', () => {
    const written = ['sandbox:/mnt/data/a.csv', 'sandbox:///mnt/data/a.csv', '/mnt/data/plots/a%20b.png', 'sandbox:/mnt/data/100%.txt', 'sandbox:/mnt/data/', 'sandbox:/etc/passwd', 'https://x.example/mnt/data/a.csv', 'file:///mnt/data/a.csv'];
    deepEqual(written.map(sandboxPath), ['a.csv', 'a.csv', 'plots/a b.png', '100%.txt', undefined, undefined, undefined, undefined]);
  });

  it('leads to the output of that path, else to the last of that name', () => {
    const outputs = [output('1', 'a.csv'), output('2', 'a.csv', 'plots/a.csv'), output('3', 'b_.csv', 'b?.csv')];
    deepEqual(['a.csv', 'plots/a.csv', 'other/a.csv', 'b?.csv', 'c.csv'].map((path) => outputAt(path, outputs)?.id), ['1', '2', '2', '3', undefined]);
  });
});

describe('an image of a step', () => {
  it('is the same as a file of the answer with these bytes, whichever comes first, and as an earlier image; no other files are', () => {
    const outputs = [kept('1', 'image.png', 'a', 's'), kept('2', 'chart.png', 'a'), kept('3', 'copy.png', 'a'), kept('4', 'image.png', 'b', 's'), kept('5', 'image.png', 'b', 't'), output('6', 'lost.png')];
    deepEqual(outputs.filter((each) => !isShownElsewhere(each, outputs)).map(({ id }) => id), ['2', '3', '4', '6']);
  });
});
