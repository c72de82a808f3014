// Leaves the package in dist/, and beside it what development and the suite inside VS Code need.
import { buildExtension } from './buildExtension.ts';
import { checkout } from './installed.mjs';
import { run } from './installing.mjs';

await run('npm', ['run', 'package'], checkout);
await buildExtension(['--tests']);
