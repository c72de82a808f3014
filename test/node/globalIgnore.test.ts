import { deepEqual } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { globalIgnore } from '../../src/node/globalIgnore.ts';

describe('What git ignores everywhere', () => {
  let home = '';
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    writeFileSync(path.join(home, name), text);
  };

  beforeEach(() => { home = mkdtempSync(path.join(tmpdir(), 'home-')); });
  afterEach(() => { rmSync(home, { recursive: true, force: true }); });

  it('is nothing where the user has no such file', async () => {
    deepEqual(await globalIgnore({}, home), '');
  });

  it('stands in git’s usual file, in the folder for settings', async () => {
    write('.config/git/ignore', '*.bak\n');
    write('settings/git/ignore', '*.tmp\n');
    deepEqual([await globalIgnore({}, home), await globalIgnore({ XDG_CONFIG_HOME: path.join(home, 'settings') }, home)], ['*.bak\n', '*.tmp\n']);
  });

  it('stands where the user’s configuration says', async () => {
    write('.gitconfig', '[core]\n\tautocrlf = input\n\texcludesFile = ~/my.ignore\n');
    write('my.ignore', '.idea/\n');
    deepEqual(await globalIgnore({}, home), '.idea/\n');
  });
});
