import type { Context, RootHookObject } from 'mocha';
import { assertAfter } from '../support/assertAfter.ts';
import { takeMismatches } from './contract.ts';

/** Makes each test fail in which an offline server of this process was asked, or answered, otherwise than OpenAI’s schema says. */
export const mochaHooks: RootHookObject = {
  beforeEach(this: Context) {
    assertAfter(this, keepContract);
  },
  afterEach: () => void takeMismatches(),
  afterAll: keepContract,
};

function keepContract(): void {
  const mismatches = takeMismatches();
  if (mismatches.length > 0) throw new Error(`The offline server’s contract is broken:\n${mismatches.join('\n')}`);
}
