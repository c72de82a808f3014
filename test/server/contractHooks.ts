import type { Context, RootHookObject } from 'mocha';
import { takeMismatches } from './contract.ts';

/** Makes each test fail in which an offline server of this process was asked, or answered, otherwise than OpenAI’s schema says. */
export const mochaHooks: RootHookObject = {
  beforeEach(this: Context) {
    const { currentTest: test } = this;
    const act = test?.fn;
    if (test === undefined || act === undefined || act.length > 0) return;
    test.fn = async function (this: Context): Promise<void> {
      const acted: unknown = Reflect.apply(act, this, []);
      await acted;
      keepContract();
    };
  },
  afterEach: () => void takeMismatches(),
  afterAll: keepContract,
};

function keepContract(): void {
  const mismatches = takeMismatches();
  if (mismatches.length > 0) throw new Error(`The offline server’s contract is broken:\n${mismatches.join('\n')}`);
}
