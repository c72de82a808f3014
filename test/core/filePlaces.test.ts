import { deepEqual, rejects } from 'node:assert/strict';
import { FilePlaces, placeNamed, type FilePlace } from '../../src/core/filePlaces.ts';
import { FailureError } from '../../src/shared/rpc.ts';

describe('A name of a file', () => {
  for (const [name, place] of [
    ['src/a.ts', { path: 'src/a.ts' }], ['./src/a.ts', { path: 'src/a.ts' }], ['src/a.ts:12', { path: 'src/a.ts', lines: [12, 12] }], ['src/a.ts:12-20', { path: 'src/a.ts', lines: [12, 20] }],
    ['src/a.ts:12:5', { path: 'src/a.ts', lines: [12, 12] }], ['src/a.ts#L12', { path: 'src/a.ts', lines: [12, 12] }], ['src/a.ts#L12-L20', { path: 'src/a.ts', lines: [12, 20] }],
    ['src/a.ts(7)', { path: 'src/a.ts', lines: [7, 7] }], ['a.ts:9-3', { path: 'a.ts', lines: [9, 9] }],
  ] as const) {
    it(`may say its lines, as in ${name}`, () => {
      deepEqual(placeNamed(name), place);
    });
  }

  for (const name of ['../a.ts', 'a/../../b.ts', 'https://example.com/a.ts', 'two words.ts', '']) {
    it(`is not “${name}”`, () => {
      deepEqual(placeNamed(name), undefined);
    });
  }
});

describe('The files that a page asks about', () => {
  it('are opened by the ids that it was given, and by nothing else', async () => {
    const opened: FilePlace[] = [];
    const places = new FilePlaces({
      find: async (names) => names.map((name) => (name === 'src/a.ts' ? 'file:///src/a.ts' : undefined)),
      open: async (place) => { opened.push(place); },
    });
    const [first, second, third] = await places.find(['src/a.ts:3', 'src/b.ts', 'src/a.ts']);
    await places.open(first ?? '');
    await places.open(third ?? '');
    await rejects(places.open('file:///etc/passwd'), (error) => error instanceof FailureError && error.failure.kind === 'notFound');
    deepEqual([second, opened], [null, [{ path: 'file:///src/a.ts', lines: [3, 3] }, { path: 'file:///src/a.ts' }]]);
  });
});
