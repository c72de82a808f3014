import type { Context, RootHookObject } from 'mocha';
import { takeStrays, watchSockets } from './strays.ts';

watchSockets();

/** Makes each test fail during which a request left this machine, from this process or from a window of VS Code. */
export const mochaHooks: RootHookObject = {
  beforeEach(this: Context) {
    const { currentTest: test } = this;
    const act = test?.fn;
    if (test === undefined || act === undefined || act.length > 0) return;
    test.fn = async function (this: Context): Promise<void> {
      const acted: unknown = Reflect.apply(act, this, []);
      await acted;
      assertNone();
    };
  },
  afterEach(this: Context) {
    // What a test did that failed anyway is not laid at the next one's door.
    if (this.currentTest?.state === 'failed') takeStrays();
  },
  afterAll: assertNone,
};

function assertNone(): void {
  const strays = takeStrays();
  if (strays.length > 0) throw new Error(`These went elsewhere:\n${strays.join('\n')}`);
}
