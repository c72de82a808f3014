import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { descendants, survivors } from './descendants.ts';
import { endProcessTree, owned } from './processTree.ts';

/** A process that has a child of its own. */
async function family(): Promise<ChildProcess> {
  const idle = 'setInterval(() => {}, 1000);';
  const parent = `require('node:child_process').spawn(process.execPath, ['-e', '${idle}']); console.log('up'); ${idle}`;
  const child = owned(spawn(process.execPath, ['-e', parent], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] }));
  await once(child.stdout, 'data');
  return child;
}

describe('A process tree', () => {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('ends as a whole', async () => {
    const before = descendants(process.pid);
    const child = await family();
    const started = descendants(process.pid).filter((each) => !before.includes(each));

    await endProcessTree(child);

    assert.deepEqual({ started: started.length, survivors: survivors(started) }, { started: 2, survivors: [] });
  });
});
