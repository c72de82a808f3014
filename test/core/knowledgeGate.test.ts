import { deepEqual, rejects } from 'node:assert/strict';
import { emptyDefinition } from '../../src/core/assistant.ts';
import type { Connection } from '../../src/core/connections.ts';
import { Gate } from '../../src/core/gate.ts';
import type { KnowledgeFile } from '../../src/core/knowledge.ts';
import { passedFiles, type PassedFiles } from '../../src/core/knowledgeGate.ts';
import type { KnownFiles } from '../../src/core/knowledgePassages.ts';
import { LastingDecisions, type KeptDecisions } from '../../src/core/lastingDecisions.ts';
import type { Choice } from '../../src/core/obstacles.ts';
import type { UploadSource } from '../../src/core/uploadSource.ts';
import { textBytes } from '../../src/node/textBytes.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { zipOf } from '../support/archives.ts';
import { letters } from './plantedSecrets.ts';

const key = ['gh', 'p_', letters(36)].join('');
const texts: Readonly<Record<string, string>> = { 'tea.md': 'Boil the water.', 'keys.md': `Use ${key}.` };
const fileOf = (path: string, more: Partial<KnowledgeFile> = {}): KnowledgeFile => ({ path, hash: `hash of ${path}`, size: 10, isText: true, ...more });
const readText: KnownFiles['read'] = async ({ path }) => {
  if (path === 'changed.md') throw new FailureError({ kind: 'fileChanged', message: 'It changed.', action: 'retry' });
  return texts[path];
};
const known: KnownFiles = { list: async () => [], read: readText, open: async ({ path }) => opened(path) };
const here = { id: 'c', name: 'Here', baseUrl: 'https://here.test/v1', api: 'responses', auth: 'none', headers: {} } as const;

/** The decisions that this machine keeps. */
function keptDecisions(): LastingDecisions {
  let kept: KeptDecisions = {};
  return new LastingDecisions({ get: () => kept, set: (now) => { kept = now; } });
}

function opened(path: string): UploadSource {
  if (path === 'gone.bin') throw new FailureError({ kind: 'notFound', message: 'It is gone.', action: 'retry' });
  return textBytes(path, path === 'keys.db' ? `\0${key}\0` : '%PDF-1.7 \0');
}

async function passedWith(choice: Choice | undefined, files: readonly KnowledgeFile[], { to = here, read = known, decided = keptDecisions() }: { readonly to?: Connection; readonly read?: KnownFiles; readonly decided?: LastingDecisions } = {}): Promise<{ readonly result: PassedFiles; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const gate = new Gate(async (obstacles) => {
    asked.push(...obstacles.map(({ name, findings }) => `${name}:${String(findings[0]?.line)}`));
    return choice === undefined ? undefined : obstacles.map(({ hash }) => ({ hash, choice }));
  }, decided);
  const assistant = { ...emptyDefinition, id: 'personal/tutor' };
  return { result: await passedFiles(gate, to, assistant.id, files, read, AbortSignal.timeout(1000)), asked };
}

describe('The files of an assistant on their way to a server', () => {
  it('pass unasked where nothing looks like a secret', async () => {
    const pdf = fileOf('a.pdf', { isText: false });
    const { result, asked } = await passedWith(undefined, [fileOf('tea.md'), pdf]);
    deepEqual([result, asked], [{ passed: [{ file: fileOf('tea.md') }, { file: pdf }], held: [] }, []]);
  });

  it('go with placeholders in the place of secrets, as other bytes under another hash', async () => {
    const { result, asked } = await passedWith('replace', [fileOf('tea.md'), fileOf('keys.md')]);
    deepEqual([asked, result.passed.map(({ text }) => text), result.passed.map(({ file }) => file.hash === `hash of ${file.path}`)], [['keys.md:1'], [undefined, 'Use ‹secret 1: GitHub token›.'], [true, false]]);
  });

  it('go as they are when the user says so', async () => {
    const { result } = await passedWith('send', [fileOf('keys.md')]);
    deepEqual(result, { passed: [{ file: fileOf('keys.md') }], held: [] });
  });

  it('stay, with the reason, when they are left out', async () => {
    const { result } = await passedWith('leaveOut', [fileOf('keys.md'), fileOf('tea.md')]);
    deepEqual(result, { passed: [{ file: fileOf('tea.md') }], held: [{ file: fileOf('keys.md'), reason: 'It was left out, for it may hold a secret. Once it has changed, you are asked again.' }] });
  });

  for (const choice of ['replace', 'leaveOut', 'send'] as const) {
    it(`are not asked about again as long as they stay what they are, in the next window neither: ${choice}`, async () => {
      const decided = keptDecisions();
      const files = [fileOf('keys.md'), fileOf('tea.md')];
      const first = await passedWith(choice, files, { decided });
      const second = await passedWith(undefined, files, { decided });
      deepEqual([first.asked, second.asked, second.result], [['keys.md:1'], [], first.result]);
    });
  }

  it('are asked about again once they have changed, and on the way to another address', async () => {
    const decided = keptDecisions();
    const files = [fileOf('keys.md')];
    await passedWith('send', files, { decided });
    const changed: KnownFiles = { ...known, read: async () => `Use ${key} now.` };
    const elsewhere = { ...here, baseUrl: 'https://elsewhere.test/v1' };
    deepEqual([(await passedWith('send', files, { decided, read: changed })).asked, (await passedWith('send', files, { decided, to: elsewhere })).asked], [['keys.md:1'], ['keys.md:1']]);
  });

  it('are asked about again when nothing was sent', async () => {
    const decided = keptDecisions();
    await rejects(passedWith(undefined, [fileOf('keys.md')], { decided }));
    deepEqual((await passedWith('send', [fileOf('keys.md')], { decided })).asked, ['keys.md:1']);
  });

  it('stay all together when nothing is to be sent', async () => {
    await rejects(passedWith(undefined, [fileOf('keys.md'), fileOf('tea.md')]), /Nothing was sent/);
  });

  it('stay, with the reason, when they are not any more as they were listed; the others go', async () => {
    const { result } = await passedWith('send', [fileOf('changed.md'), fileOf('tea.md')]);
    deepEqual(result, { passed: [{ file: fileOf('tea.md') }], held: [{ file: fileOf('changed.md'), reason: 'It changed.' }] });
  });

  it('are asked about where they are no text and hold a token, and go as they are or not at all', async () => {
    const files = [fileOf('a.pdf', { isText: false }), fileOf('keys.db', { isText: false })];
    const left = await passedWith('leaveOut', files);
    const sent = await passedWith('send', files);
    deepEqual([left.asked, left.result, sent.result], [
      ['keys.db:1'],
      { passed: [{ file: files[0] }], held: [{ file: files[1], reason: 'It was left out, for it may hold a secret. Once it has changed, you are asked again.' }] },
      { passed: [{ file: files[0] }, { file: files[1] }], held: [] },
    ]);
  });

  it('are asked about by the name of what is packed in them, and again once their bytes have changed', async () => {
    const decided = keptDecisions();
    const packed = zipOf({ '.env': 'MODE=quick' });
    const read: KnownFiles = { ...known, open: async () => ({ ...textBytes('p.zip', ''), bytes: packed.length, async *read(_signal, { from = 0, to = packed.length } = {}) { yield packed.subarray(from, to); } }) };
    const asked: unknown[] = [];
    for (const hash of ['one', 'one', 'two']) asked.push((await passedWith('send', [fileOf('p.zip', { isText: false, hash })], { decided, read })).asked);
    deepEqual(asked, [['p.zip › .env:undefined'], [], ['p.zip › .env:undefined']]);
  });

  it('stay, with the reason, where their bytes are not to be had', async () => {
    const { result } = await passedWith('send', [fileOf('gone.bin', { isText: false })]);
    deepEqual(result, { passed: [], held: [{ file: fileOf('gone.bin', { isText: false }), reason: 'It is gone.' }] });
  });

  it('stay where they cannot be looked through', async () => {
    const { result } = await passedWith('send', [fileOf('huge.txt')]);
    deepEqual(result.held.map(({ file }) => file.path), ['huge.txt']);
  });
});
