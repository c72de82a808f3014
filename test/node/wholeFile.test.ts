import { deepEqual, rejects } from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { renamed } from '../../src/node/wholeFile.ts';

/** A disk that says this so many times before it does what it is asked, and what was waited for it. */
class HeldDisk {
  readonly waits: number[] = [];
  #left: number;
  readonly #code: string;

  constructor(times: number, code: string) {
    this.#left = times;
    this.#code = code;
  }

  readonly rename: typeof rename = async (from, to) => {
    if (this.#left === 0) {
      await rename(from, to);
      return;
    }
    this.#left -= 1;
    throw Object.assign(new Error(`${this.#code}: operation not permitted`), { code: this.#code });
  };

  readonly sleep = async (milliseconds: number): Promise<void> => {
    this.waits.push(milliseconds);
  };
}

describe('A finished file', () => {
  let folder = '';
  let draft = '';
  let target = '';

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'whole-'));
    [draft, target] = [path.join(folder, 'draft'), path.join(folder, 'target')];
    writeFileSync(draft, 'new');
    writeFileSync(target, 'old');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    it(`is put in its place once nobody has it open any more, when the disk says ${code} first (case 76)`, async () => {
      const disk = new HeldDisk(3, code);
      await renamed(draft, target, disk);
      deepEqual([readFileSync(target, 'utf8'), existsSync(draft), disk.waits], ['new', false, [20, 80, 200]]);
    });
  }

  it('is given up after two seconds, and what was in its place is as it was (case 76)', async () => {
    const disk = new HeldDisk(100, 'EPERM');
    await rejects(renamed(draft, target, disk), /EPERM/);
    deepEqual([readFileSync(target, 'utf8'), disk.waits.reduce((sum, wait) => sum + wait)], ['old', 2000]);
  });

  it('is given up at once when waiting is of no use', async () => {
    const disk = new HeldDisk(1, 'ENOSPC');
    await rejects(renamed(draft, target, disk), /ENOSPC/);
    deepEqual(disk.waits, []);
  });
});
