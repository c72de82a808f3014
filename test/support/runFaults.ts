// `npm run test:faults`: the tests of test/faults at their full sizes. An environment variable that is set already stays; words such as `--grep x` go to mocha.
import { buildExtension } from './buildExtension.ts';
import { runScript } from './childRun.ts';

const fullSizes = { FAULT_SERVER_EVENTS: 1_000_000, FAULT_MESSAGES: 200_000, FAULT_DATABASES: 20_000, FAULT_THREAD_FILES: 20_000, FAULT_KILLS: 200, FAULT_HOST_KILLS: 200, FAULT_SOAK_MINUTES: 30 };

for (const [variable, size] of Object.entries(fullSizes)) process.env[variable] ??= String(size);
await buildExtension();
const { code } = await runScript('node_modules/mocha/bin/mocha.js', ['--expose-gc', '--config', '.mocharc.faults.json', ...process.argv.slice(2)], { heard: false });
process.exitCode = code ?? 1;
