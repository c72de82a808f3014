import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { SuspiciousPiece } from '../../src/core/bytesLook.ts';
import { packedFiles } from '../../src/core/packedFiles.ts';
import { suspiciousBytes } from '../../src/core/packedLook.ts';
import { scanIssued } from '../../src/core/secretScan.ts';
import { tarGzOf, tarOf, zipOf } from '../support/archives.ts';
import { letters } from './plantedSecrets.ts';

const token = ['gh', 'p_', letters(36)].join('');
const source = `const a = 1;\nconst b = '${token}';\n`;
const plain = { 'README.md': '# Tea\n', 'src/tea.ts': 'export const tea = 1;\n' };
/** The line of the file in which the token stands. */
const lineOf = ({ text, line }: SuspiciousPiece = { text: '', line: 0 }): number => line + (scanIssued(text).findings[0]?.line ?? 0) - 1;
const archives = { zip: zipOf, stored: (files: Readonly<Record<string, string>>) => zipOf(files, false), tar: tarOf, tgz: tarGzOf };

describe('What is packed', () => {
  for (const [kind, pack] of Object.entries(archives)) {
    it(`is read by name and content (${kind})`, async () => {
      const files = await packedFiles(pack(plain));
      assert.deepEqual(await Promise.all(files.map(async ({ name, bytes }) => [name, new TextDecoder().decode(await bytes())])), Object.entries(plain));
    });

    it(`is suspicious by a token that stands in it (${kind})`, async () => {
      const piece = await suspiciousBytes(pack({ ...plain, 'src/kettle.ts': source }));
      assert.equal(scanIssued(piece?.text ?? '').findings.length, 1);
      if (kind === 'zip' || kind === 'tgz') assert.deepEqual([piece?.inside, lineOf(piece)], ['src/kettle.ts', 2]);
    });

    it(`is suspicious by the name of a file in it (${kind})`, async () => {
      assert.deepEqual(await suspiciousBytes(pack({ ...plain, 'config/.env': 'MODE=quick\n' })), { text: '', line: 1, inside: 'config/.env' });
    });

    it(`is not suspicious without either (${kind})`, async () => {
      assert.equal(await suspiciousBytes(pack(plain)), undefined);
    });
  }

  it('is what one file is that is packed alone', async () => {
    const piece = await suspiciousBytes(gzipSync(source));
    assert.deepEqual([piece?.inside, lineOf(piece)], [undefined, 2]);
  });

  it('is passed over where it is damaged, encrypted or packed otherwise; what is whole is looked through', async () => {
    const whole = zipOf({ 'a.ts': source, 'b.ts': source });
    const encrypted = Uint8Array.from(whole);
    const directory = Buffer.from(whole).indexOf('PK\x01\x02', 0, 'latin1');
    encrypted[directory + 8] = 1;
    assert.equal((await suspiciousBytes(encrypted))?.inside, 'b.ts');
    const damaged = Uint8Array.from(whole);
    damaged.fill(255, 34, 60);
    assert.equal((await suspiciousBytes(damaged))?.inside, 'b.ts');
    for (const length of [0, 1, 4, 30, 100, whole.length - 30, whole.length - 1]) assert.equal(await suspiciousBytes(whole.subarray(0, length)), undefined);
  });

  it('is unpacked up to a limit, whatever its size would be', async () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000));
    const [file] = await packedFiles(bomb);
    const unpacked = (await file?.bytes())?.length ?? 0;
    assert.ok(unpacked >= 32_000_000 && unpacked < 34_000_000, String(unpacked));
  });

  it('has its names in one line', async () => {
    assert.deepEqual((await packedFiles(zipOf({ 'a\nb': '' }))).map(({ name }) => name), ['a b']);
  });
});
