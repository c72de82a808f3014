// `npm run audit`: fails where npm knows of a vulnerability that is high or worse. All packages are looked at: those that are bundled are installed for development, too.
import { spawnSync } from 'node:child_process';
import * as v from 'valibot';
import { checkout } from './installed.mjs';

const counts = v.object({ info: v.number(), low: v.number(), moderate: v.number(), high: v.number(), critical: v.number() });
const report = v.object({ metadata: v.object({ vulnerabilities: counts }) });
const refusal = v.object({ message: v.string() });

const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: checkout, encoding: 'utf8', shell: process.platform === 'win32' });
let said: unknown;
try {
  said = JSON.parse(stdout);
} catch {
  said = undefined;
}
const found = v.safeParse(report, said);
if (found.success) {
  const { high, critical, ...lesser } = found.output.metadata.vulnerabilities;
  console.log(`Critical: ${String(critical)}, high: ${String(high)}, lesser: ${String(lesser.moderate + lesser.low + lesser.info)}.`);
  process.exitCode = high + critical === 0 ? 0 : 1;
} else {
  const why = v.safeParse(refusal, said);
  console.log(`NOT CHECKED: the registry did not answer${why.success ? ` (${why.output.message})` : ''}. Run this again where it does.`);
}
