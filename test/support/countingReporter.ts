import { writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import Mocha from 'mocha';
import * as v from 'valibot';

const optionsShape = v.object({ counts: v.optional(v.string()), screen: v.optional(v.string()) });

/**
 * Shows a run as `screen` says, as dots or in words, says why a test had to be tried again, and leaves how many tests passed, failed and
 * were skipped in the file `counts`.
 */
export class CountingReporter extends Mocha.reporters.Base {
  readonly screen: Mocha.reporters.Base;

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { counts, screen } = v.parse(optionsShape, options.reporterOptions ?? {});
    this.screen = screen === 'dot' ? new Mocha.reporters.Dot(runner, options) : new Mocha.reporters.Spec(runner, options);
    runner.on('retry', (test: Mocha.Test, error: unknown) => {
      console.log(`Again: ${test.fullTitle()}\n${inspect(error)}`);
    });
    runner.once('end', () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      if (counts !== undefined) writeFileSync(counts, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
}

export { CountingReporter as 'module.exports' };
