import type { Context, RootHookObject } from 'mocha';
import { assertAfter } from './assertAfter.ts';
import { takeStrays, watchSockets } from './strays.ts';

watchSockets();

/** Makes each test fail during which a request left this machine, from this process or from a window of VS Code. */
export const mochaHooks: RootHookObject = {
  beforeEach(this: Context) {
    assertAfter(this, assertNone);
  },
  afterEach(this: Context) {
    // What a test did that failed anyway is not laid at the next one's door.
    if (this.currentTest?.state !== 'passed') takeStrays();
  },
  afterAll: assertNone,
};

function assertNone(): void {
  const strays = takeStrays();
  if (strays.length > 0) throw new Error(`These went elsewhere:\n${strays.join('\n')}`);
}
