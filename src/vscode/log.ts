import * as vscode from 'vscode';
import type { Log } from '../core/stores.ts';

/** The log channel “Workspace Assistants”: names, sentences and stacks, each line redacted; never the text of a prompt. */
export class LogChannel implements Log, vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel('Workspace Assistants', { log: true });
  readonly #redact: (text: string) => string;

  constructor(redact: (text: string) => string) {
    this.#redact = redact;
  }

  info(message: string): void {
    this.#channel.info(this.#redact(message));
  }

  error(message: string, error?: unknown): void {
    this.#channel.error(this.#redact([message, ...chain(error)].join('\n  ')));
  }

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

function chain(error: unknown): readonly string[] {
  const lines: string[] = [];
  for (let at = error; at instanceof Error && lines.length < 6; at = at.cause) lines.push(`${at.name}: ${at.message}`.slice(0, 1000));
  return lines;
}
