import assert from 'node:assert/strict';
import { Gate } from '../../src/core/gate.ts';
import type { Choice } from '../../src/core/obstacles.ts';
import { passedUploads } from '../../src/core/uploadGate.ts';
import { suspicionOf, type SuspiciousFile } from '../../src/core/uploadLook.ts';
import type { UploadSource } from '../../src/core/uploadSource.ts';
import { textBytes } from '../../src/node/textBytes.ts';
import { tarGzOf, zipOf } from '../support/archives.ts';
import { letters, privateKey } from './plantedSecrets.ts';

const key = ['gh', 'p_', letters(36)].join('');
const { signal } = new AbortController();
const here = { id: 'c', name: 'Here', baseUrl: 'https://here.test/v1', api: 'responses', auth: 'none', headers: {} } as const;
const decode = async (bytes: Uint8Array): Promise<string> => new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(bytes);
const look = (path: string, source: UploadSource): Promise<SuspiciousFile | undefined> => suspicionOf(path, source, decode, signal);

/** A text in UTF-16 without its mark. */
const utf16 = (text: string, order: 'be' | 'le'): Uint8Array => new Uint8Array(order === 'le' ? Buffer.from(text, 'utf16le') : Buffer.from(text, 'utf16le').swap16());

/** A file of these bytes. */
function bytesFile(bytes: Uint8Array): UploadSource {
  return { ...textBytes('a', ''), bytes: bytes.length, async *read(_signal, { from = 0, to = bytes.length } = {}) { yield bytes.subarray(from, to); } };
}

/** 40 MB that are no text, with a token at this place. */
function largeFile(at: number): UploadSource {
  const bytes = new Uint8Array(40_000_000);
  bytes.set(Buffer.from(` ${key} `), at);
  return bytesFile(bytes);
}

async function passedWith(choice: Choice | undefined, file: SuspiciousFile): Promise<{ readonly verdict: unknown; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const gate = new Gate(async (obstacles) => {
    asked.push(...obstacles.map(({ name, findings, choices }) => [name, findings[0]?.line ?? '', ...choices].join(' ')));
    return choice === undefined ? undefined : obstacles.map(({ hash }) => ({ hash, choice }));
  });
  return { verdict: (await passedUploads(gate, here, [file], (path) => path.slice(1))).get(file.path), asked };
}

describe('A file that is to be uploaded', () => {
  it('is not suspicious where neither its name nor its text is', async () => {
    assert.deepEqual([await look('/tea.md', textBytes('a', 'Boil the water.')), await look('/a.bin', bytesFile(new Uint8Array([1, 0, 2])))], [undefined, undefined]);
  });

  it('is suspicious for its name, whatever is in it', async () => {
    assert.deepEqual([await look('/.env', textBytes('a', 'A=1')), await look('/a.p12', bytesFile(new Uint8Array([1, 0, 2])))], [
      { path: '/.env', text: 'A=1', startLine: 1, isCut: false }, { path: '/a.p12', text: '', startLine: 1, isCut: true },
    ]);
  });

  it('is suspicious for the name of the file that it leads to, which the question says', async () => {
    const found = await look('/w/setup.md', { ...textBytes('setup.md', 'A=1'), realPath: '/w/.env' });
    assert.deepEqual(found, { path: '/w/setup.md', leadsTo: '/w/.env', text: 'A=1', startLine: 1, isCut: false });
    assert.ok(found !== undefined);
    assert.deepEqual(await passedWith('leaveOut', found), { verdict: 'nothing', asked: ['w/setup.md  leaveOut send'] });
    assert.equal(await look('/w/setup.md', { ...textBytes('setup.md', 'A=1'), realPath: '/w/b.md' }), undefined);
  });

  it('is suspicious for its text, in UTF-16 too', async () => {
    const wide = new Uint8Array(Buffer.from(`\uFEFFa\n${key}`, 'utf16le'));
    assert.deepEqual(await Promise.all([textBytes('a', `a\n${key}`), bytesFile(wide)].map((source) => look('/a.md', source))), [
      { path: '/a.md', text: `a\n${key}`, startLine: 1, isCut: false }, { path: '/a.md', text: `a\n${key}`, startLine: 1, isCut: false },
    ]);
  });

  it('is looked through at both of its ends where it is large and no text', async () => {
    const found = await Promise.all([100, 20_000_000, 39_999_900].map((at) => look('/a.db', largeFile(at))));
    assert.deepEqual(found.map((one) => one?.text.includes(key)), [true, undefined, true]);
  });

  it('is suspicious for a token or a private key in its bytes, where it is no text', async () => {
    const files = {
      'backup.tar': Buffer.concat([Buffer.from('a.env\0\0\0\n\xFF\xFE\0', 'latin1'), Buffer.from(`TOKEN=${key}\n\0\0`)]),
      'notes.txt': utf16(`Read this.\nTOKEN=${key}`, 'le'),
      'other.txt': utf16(`Read this.\nTOKEN=${key}`, 'be'),
      'keys.db': Buffer.concat([new Uint8Array(3_000_000), Buffer.from(`\0${privateKey('RSA ')}\0`), new Uint8Array(3_000_000)]),
    };
    const looked = await Promise.all(Object.entries(files).map(async ([name, bytes]) => [name, await passedWith('leaveOut', await look(`/${name}`, bytesFile(bytes)) ?? { path: '/none', text: '', startLine: 1, isCut: false })]));
    assert.deepEqual(looked, [
      ['backup.tar', { verdict: 'nothing', asked: ['backup.tar 2 leaveOut send'] }],
      ['notes.txt', { verdict: 'nothing', asked: ['notes.txt 2 leaveOut send'] }],
      ['other.txt', { verdict: 'nothing', asked: ['other.txt 2 leaveOut send'] }],
      ['keys.db', { verdict: 'nothing', asked: ['keys.db 1 leaveOut send'] }],
    ]);
  });

  it('is suspicious for what is packed in it, by name and content, and the question says which file', async () => {
    const archives = { named: zipOf({ 'README.md': 'Read this.', 'config/.env': 'MODE=quick' }), told: tarGzOf({ 'src/a.ts': `// Tea\nconst a = '${key}';\n` }), plain: zipOf({ 'README.md': 'Read this.' }) };
    const looked = await Promise.all(Object.entries(archives).map(async ([name, bytes]) => {
      const found = await look(`/w/${name}.zip`, bytesFile(bytes));
      return found === undefined ? undefined : passedWith('leaveOut', found);
    }));
    assert.deepEqual(looked, [
      { verdict: 'nothing', asked: ['w/named.zip › config/.env  leaveOut send'] },
      { verdict: 'nothing', asked: ['w/told.zip › src/a.ts 2 leaveOut send'] },
      undefined,
    ]);
  });

  it('is not suspicious for what only a name would make one, where it is no text', async () => {
    const bytes = Buffer.concat([new Uint8Array(20), Buffer.from('password = "s0mmer&sonne" SECRET_KEY=q83jd02kd93kd02kd93k')]);
    assert.equal(await look('/a.out', bytesFile(bytes)), undefined);
  });

  it('is looked through in slices where it is large, and asked about with the line, without placeholders', async () => {
    const line = `${'word '.repeat(20)}\n`;
    const lines = 100_000;
    const found = await look('/big.log', textBytes('a', `${line.repeat(lines)}${key}\n${line.repeat(lines)}`));
    assert.ok(found !== undefined && found.text.length < 1_100_000);
    assert.deepEqual(await passedWith('leaveOut', found), { verdict: 'nothing', asked: [`big.log ${String(lines + 1)} leaveOut send`] });
  });

  it('goes as the user decides', async () => {
    const file = { path: '/keys.md', text: `Use ${key}.`, startLine: 1, isCut: false };
    const verdicts = await Promise.all((['replace', 'leaveOut', 'send'] as const).map(async (choice) => (await passedWith(choice, file)).verdict));
    assert.deepEqual(verdicts, [{ text: 'Use ‹secret 1: GitHub token›.' }, 'nothing', 'itself']);
    await assert.rejects(passedWith(undefined, file), /Nothing was sent/);
  });
});
