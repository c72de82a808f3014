// `npm run audit`: fails where npm knows of a vulnerability that is high or worse. All packages are looked at: those that are bundled are installed for development, too.
import { spawnSync } from 'node:child_process';
import { readAudit } from './auditReport.ts';
import { checkout } from './installed.mjs';

const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: checkout, encoding: 'utf8', shell: process.platform === 'win32' });
const { said, isFine } = readAudit(stdout);
console.log(said);
process.exitCode = isFine ? 0 : 1;
