// `npm run test:faults`: the faults that take minutes, in their full sizes. Further words, such as `--grep x`, go to mocha.
import { runScript } from './childRun.ts';

const { code } = await runScript('node_modules/mocha/bin/mocha.js', ['--config', '.mocharc.faults.json', ...process.argv.slice(2)], { heard: false });
process.exitCode = code === 0 ? 0 : 1;
