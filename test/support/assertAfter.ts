import type { Context } from 'mocha';

/** Has the test that is about to run end with this assertion as well. */
export function assertAfter({ currentTest: test }: Context, assertion: () => void): void {
  const act = test?.fn;
  if (test === undefined || act === undefined || act.length > 0) return;
  test.fn = async function (this: Context): Promise<void> {
    const acted: unknown = Reflect.apply(act, this, []);
    await acted;
    assertion();
  };
}
