import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { CountingReporter } from '../support/countingReporter.ts';

/** VS Code's extension host calls this: runs the tests that were bundled beside it. Throws when one fails. */
export async function run(): Promise<void> {
  const { ASSISTANTS_TEST_COUNTS: counts, ASSISTANTS_TEST_GREP: grep } = process.env;
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, color: false, reporter: CountingReporter, reporterOptions: { counts }, ...(grep === undefined ? {} : { grep }) });
  for (const name of readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, name));
  }
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${String(failures)} failed`);
}
