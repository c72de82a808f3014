import { spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** How long a process may take to end by itself, in milliseconds. */
const patience = 3000;

const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) kill(child, 'SIGKILL');
});

/** Sees to it that a child that leads a process group of its own does not outlive this process, however that ends. */
export function owned<Child extends ChildProcess>(child: Child): Child {
  living.add(child);
  return child;
}

/** The code with which a child ends; null when a signal ended it. */
export function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', resolve);
  });
}

/** Ends a child and everything that it started: asks first, and insists after three seconds. */
export async function endProcessTree(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null && kill(child, 'SIGTERM')) {
    await Promise.race([once(child, 'exit'), delay(patience, undefined, { ref: false })]);
  }
  for (let left = 40; left > 0 && kill(child, 'SIGKILL'); left -= 1) await delay(25);
  living.delete(child);
}

function kill(child: ChildProcess, signal: NodeJS.Signals): boolean {
  if (child.pid === undefined) return false;
  if (process.platform === 'win32') return spawnSync('taskkill', ['/T', '/F', '/PID', String(child.pid)]).status === 0;
  try {
    return process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}
