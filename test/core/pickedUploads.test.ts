import { deepEqual } from 'node:assert/strict';
import { Gate } from '../../src/core/gate.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { uploadPicked, type PickedFile } from '../../src/core/pickedUploads.ts';
import type { UploadSource } from '../../src/core/uploadSource.ts';
import { textBytes } from '../../src/node/textBytes.ts';

const here = { id: 'c', name: 'Here', baseUrl: 'https://here.test/v1', api: 'responses', auth: 'none', headers: {} } as const;
const { signal } = new AbortController();
const fileOf = (id: string): { readonly id: string; readonly name: string; readonly purpose: string; readonly created: number; readonly status: 'processed' } => ({ id, name: id, purpose: 'user_data', created: 1, status: 'processed' });

/** Files of these texts, and what was done with them. */
class Picked {
  readonly done: string[] = [];

  file(name: string, ...texts: readonly [string, ...string[]]): PickedFile {
    let opened = 0;
    const open = async (): Promise<UploadSource> => {
      const source = textBytes(name, texts[Math.min(opened, texts.length - 1)] ?? '');
      opened += 1;
      this.done.push(`open ${name}`);
      return { ...source, close: async () => { this.done.push(`close ${name}`); } };
    };
    return { path: `/docs/${name}`, name, shownPath: `docs/${name}`, open };
  }

  async upload(files: readonly PickedFile[]): Promise<{ readonly told: readonly string[]; readonly problems: readonly string[]; readonly sent: number }> {
    const told: string[] = [];
    const { problems, sent } = await uploadPicked({
      files: {
        upload: async (_, { source, path }) => {
          this.done.push(`send ${path}`);
          return { file: fileOf(source.name), known: false };
        },
      },
      textFile: textBytes, gate: new Gate(async () => undefined), decode: async (bytes) => new TextDecoder().decode(bytes), explain: failureOf,
    }, here, files, (message) => { told.push(message); }, signal);
    return { told, problems, sent };
  }
}

describe('Files that were picked to be uploaded', () => {
  it('are opened once each: what is sent is what was looked through', async () => {
    const picked = new Picked();
    const { sent, problems } = await picked.upload([picked.file('a.md', 'a'), picked.file('b.md', 'b')]);
    deepEqual([sent, problems, picked.done], [2, [], ['open a.md', 'open b.md', 'send docs/a.md', 'close a.md', 'send docs/b.md', 'close b.md']]);
  });

  it('are opened anew where they are too many to be kept open, and stay when they have changed', async () => {
    const picked = new Picked();
    const { sent, problems } = await picked.upload([...Array.from({ length: 100 }, (_, at) => picked.file(`${String(at)}.md`, 'a')), picked.file('same.md', 'a'), picked.file('other.md', 'a', 'b')]);
    deepEqual([sent, problems, picked.done.filter((act) => /same|other/.test(act))], [
      101, ['“other.md” changed after it was looked through; upload it again to send it as it is now.'],
      ['open same.md', 'close same.md', 'open other.md', 'close other.md', 'open same.md', 'send docs/same.md', 'close same.md', 'open other.md', 'close other.md'],
    ]);
  });

  it('say how far the look through a large one is', async () => {
    const picked = new Picked();
    const { told } = await picked.upload([picked.file('large.txt', 'Boil the water. '.repeat(600_000))]);
    const percents = told.flatMap((message) => /^Looking through large\.txt · (\d+) %$/.exec(message)?.[1] ?? []).map(Number);
    deepEqual([told[0], percents.length > 5, percents.toSorted((one, other) => one - other), told.at(-1)], ['Looking through large.txt', true, percents, 'large.txt']);
  });
});
