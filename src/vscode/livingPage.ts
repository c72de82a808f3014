import * as vscode from 'vscode';
import { systemClock } from '../core/clock.ts';
import { Heartbeat } from '../core/heartbeat.ts';
import { DisposableStore, type Disposable } from '../shared/lifetime.ts';
import { t } from '../shared/words.ts';
import type { ChatChannel } from './chatChannel.ts';
import type { LogChannel } from './log.ts';

/** How long a page that was made anew may take to say its first word, in milliseconds, before all around it is made anew. */
const firstWord = 5000;

/** What a page lives in. */
export interface LivingPageParts {
  /** Makes the page, with its channel. */
  readonly make: () => ChatChannel;
  readonly isVisible: () => boolean;
  /** It came into sight, or went out of it. */
  readonly onSight: vscode.Event<unknown>;
  /** Makes what the page stands in anew: where its process has died, nothing else helps. */
  readonly remake: () => Promise<unknown>;
  readonly log: Pick<LogChannel, 'error' | 'warn'>;
}

/** The page of a chat. When it does not answer any more, the user is told, and may have it made anew: what it showed is kept by the host. */
export class LivingPage implements Disposable {
  readonly #parts: LivingPageParts;
  readonly #held = new DisposableStore();
  readonly #heartbeat: Heartbeat;
  #channel: ChatChannel;
  #hears: Disposable;

  constructor(parts: LivingPageParts) {
    this.#parts = parts;
    this.#heartbeat = this.#held.add(new Heartbeat({
      ask: () => { this.#channel.ping(); },
      isInSight: () => parts.isVisible() && vscode.window.state.focused,
      confirm: async () => vscode.commands.getCommands(true),
      tell: () => void this.#offer(),
      clock: systemClock,
    }));
    const look = (): void => { this.#heartbeat.look(); };
    this.#held.add(parts.onSight(look));
    this.#held.add(vscode.window.onDidChangeWindowState(look));
    this.#channel = parts.make();
    this.#hears = this.#channel.onHeard(() => { this.#heartbeat.heard(); });
  }

  get channel(): ChatChannel {
    return this.#channel;
  }

  dispose(): void {
    this.#held.dispose();
    this.#hears.dispose();
    this.#channel.dispose();
  }

  async #offer(): Promise<void> {
    this.#parts.log.warn('The page of a chat does not answer.');
    const reload = t('Reload Chat');
    const picked = await vscode.window.showWarningMessage(t('The chat does not respond. What you wrote in it is kept.'), reload);
    if (picked !== reload) return;
    try {
      await this.#reload();
    } catch (error) {
      this.#parts.log.error('The chat could not be made anew.', error);
    }
  }

  async #reload(): Promise<void> {
    this.#hears.dispose();
    this.#channel.dispose();
    this.#channel = this.#parts.make();
    const said = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => { said.resolve(false); }, firstWord);
    this.#hears = this.#channel.onHeard(() => {
      said.resolve(true);
      this.#heartbeat.heard();
    });
    const isThere = await said.promise;
    clearTimeout(timer);
    if (!isThere) await this.#parts.remake();
  }
}
