import * as vscode from 'vscode';
import { logEntry } from '../core/logLines.ts';
import type { Log } from '../core/stores.ts';

/** The log channel “Workspace Assistants”: names, sentences and facts, each entry redacted; never the text of a prompt. */
export class LogChannel implements Log, vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel('Workspace Assistants', { log: true });
  readonly #redact: (text: string) => string;

  constructor(redact: (text: string) => string) {
    this.#redact = redact;
  }

  info(message: string): void {
    this.#channel.info(this.#redact(message));
  }

  /** What the user can do something about, and was told. */
  warn(message: string, error?: unknown): void {
    this.#channel.warn(logEntry(message, error, this.#redact));
  }

  /** What should not have happened. */
  error(message: string, error?: unknown): void {
    this.#channel.error(logEntry(message, error, this.#redact));
  }

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
