import { spawn } from 'node:child_process';
import path from 'node:path';
import { checkout } from './installed.mjs';

/** How a program that ran to its end ended, and what it said if it was heard. */
export interface ChildEnd {
  readonly code: number | null;
  readonly said: string;
}

/** Runs a script of the checkout on this Node; `heard` keeps its words off the screen. */
export function runScript(script: string, words: readonly string[], { heard }: { readonly heard: boolean }): Promise<ChildEnd> {
  const child = spawn(process.execPath, [path.join(checkout, script), ...words], { cwd: checkout, stdio: heard ? 'pipe' : 'inherit' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => {
      resolve({ code, said });
    });
  });
}
