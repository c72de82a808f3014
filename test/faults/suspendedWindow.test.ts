import { deepEqual } from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { foldThread } from '../../src/shared/threadEvents.ts';

const program = path.join(import.meta.dirname, '..', 'support', 'leasedWindow.ts');
const whole = Array.from({ length: 80 }, (_, word) => `word ${String(word)} `).join('');

/** A window, and the lines that it says. */
class Window {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  said = '';
  #heard = Promise.withResolvers<null>();

  constructor(...words: readonly string[]) {
    this.child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.ended = new Promise((resolve) => { this.child.once('close', resolve); });
    this.child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
      this.said += piece;
      this.#heard.resolve(null);
      this.#heard = Promise.withResolvers();
    });
  }

  /** Waits for a line that begins so, and gives the rest of it. */
  async says(beginning: string): Promise<string> {
    for (;;) {
      const line = this.said.split('\n').slice(0, -1).find((one) => one.startsWith(`${beginning} `));
      if (line !== undefined) return line.slice(beginning.length + 1);
      await this.#heard.promise;
    }
  }
}

describe('A window that is suspended while an answer arrives, and goes on after another one took over', () => {
  let folder = '';
  const windows: Window[] = [];
  const open = (...words: readonly string[]): Window => {
    const window = new Window(folder, ...words);
    windows.push(window);
    return window;
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'suspended-'));
  });

  afterEach(async () => {
    for (const { child } of windows) child.kill('SIGKILL');
    await Promise.all(windows.map(({ ended }) => ended));
    windows.length = 0;
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [when, line] of [['while that one hears it', 'shown 5'], ['when that one has heard it', 'seen']] as const) {
    it(`writes nothing more, and sees what that one wrote, ${when} (case 74)`, async () => {
      const first = open();
      const threadId = await first.says('shown 15');
      first.child.kill('SIGSTOP');
      const second = open(threadId);
      await second.says(line);
      first.child.kill('SIGCONT');
      const seen = await Promise.all([first, second].map(async (window) => JSON.parse(await window.says('seen')) as unknown));
      const store = new SqliteThreadStore(folder);
      const events = store.read(threadId);
      store.dispose();
      const texts = foldThread(events).messages.map((message) => [message.text, message.role === 'assistant' ? message.state : '']);
      deepEqual({ texts, seen, ends: events.filter(({ type }) => type === 'settled').length }, { texts: [['one', ''], [whole, 'complete']], seen: [['one', whole], ['one', whole]], ends: 1 });
    });
  }
});
