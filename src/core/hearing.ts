import type { Silence } from '../shared/silence.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';
import type { Clock } from './clock.ts';
import type { EngineEvent, ServerHandle } from './engine.ts';
import { Replay } from './replay.ts';
import { brokenOffTelling, isLost, tellingOf, type Telling } from './telling.ts';
import { turnPatience, type TurnPatience } from './turnPatience.ts';
import { Wakefulness } from './wakefulness.ts';

/** How long after this computer woke an answer that can be asked for is waited for, in milliseconds, and how often it is asked for. */
const wakeTime = 10_000;
const mostWakeAsks = 6;

/** How often the clock is looked at, in milliseconds, at most. */
const lookTime = 5000;

/** An answer, and how it is heard. */
export interface Heard {
  readonly begin: (signal: AbortSignal) => AsyncIterable<EngineEvent>;
  /** Hears it once more. Throws FailureError where that cannot be. */
  readonly again: (handle: ServerHandle, signal: AbortSignal) => AsyncIterable<EngineEvent>;
  /** What `begin` hears it by, if it is not asked for. */
  readonly handle?: ServerHandle | undefined;
  readonly signal: AbortSignal;
  /** Whether it is not its server's turn: that time does not count. */
  readonly holds: () => boolean;
  /** Told when the user is to choose, and when no longer. */
  readonly tell: (silence: Silence | undefined) => void;
}

/**
 * Hears one answer to its end, through silence and sleep. Silence is for the user to judge until it has become very long; after sleep, an
 * answer whose server goes on with it is asked for, and one whose server does not is given up as broken off.
 */
export class Hearing {
  readonly #heard: Heard;
  readonly #patience: TurnPatience;
  readonly #clock: Clock;
  readonly #wakefulness: Wakefulness;
  readonly #replay: Replay;
  #cut: PromiseWithResolvers<'aborted' | 'again'> | undefined;
  #limit: number;
  #wakeAsks = 0;
  #silence: Silence | undefined;
  /** Whether the server is to be asked as soon as it can be. */
  #isWanted = false;
  /** Whether nothing has come yet of a telling that was asked for anew. */
  #isFresh = false;

  constructor(heard: Heard, patience: TurnPatience, clock: Clock) {
    this.#heard = heard;
    this.#patience = patience;
    this.#clock = clock;
    this.#wakefulness = new Wakefulness(clock);
    this.#replay = new Replay(heard.handle);
    this.#limit = patience.first;
  }

  /** What is told, to its end. Throws FailureError `stalled` or `interrupted` when it is given up, and what its engine throws. Ends at once when the signal aborts. */
  async *events(): AsyncGenerator<EngineEvent> {
    const { signal, begin } = this.#heard;
    const { first, next, choice = turnPatience.choice } = this.#patience;
    const stop = this.#clock.every(Math.min(lookTime, first / 4, next / 4, choice / 4), () => { this.#look(); });
    const abort = (): void => { this.#cut?.resolve('aborted'); };
    signal.addEventListener('abort', abort, { once: true });
    let telling: Telling | undefined;
    try {
      telling = tellingOf(begin, signal);
      for (;;) {
        const result = await this.#within(telling);
        if (result === 'aborted') return;
        if (result === 'again') {
          // What goes on at the server is not ended there.
          telling.letGo('closing');
          telling.end();
          telling = this.#once();
        } else if (result === 'lost') telling = brokenOffTelling(telling);
        else if (result.done === true) return;
        else {
          this.#came();
          yield this.#replay.pass(result.value);
          if (result.value.type === 'done') return;
        }
      }
    } catch (error) {
      telling?.letGo();
      throw error;
    } finally {
      stop();
      signal.removeEventListener('abort', abort);
      telling?.end();
      this.#say(undefined);
    }
  }

  /** The user would rather wait on. */
  wait(): void {
    this.#wakefulness.restart();
    this.#say(undefined);
  }

  /** Asks the server how the answer stands, while the user has that choice. */
  ask(): void {
    if (this.#silence?.canAsk === true && this.#silence.asking === undefined) this.#askAgain();
  }

  #askAgain(): void {
    if (this.#silence !== undefined) this.#say({ ...this.#silence, asking: true });
    this.#wakefulness.restart();
    if (this.#cut === undefined) this.#isWanted = true;
    else this.#cut.resolve('again');
  }

  #once(): Telling {
    const { handle } = this.#replay;
    if (handle === undefined) throw new Error('There is nothing to hear the answer by.');
    this.#replay.again();
    this.#isFresh = true;
    return tellingOf((signal) => this.#heard.again(handle, signal), this.#heard.signal);
  }

  /** What comes next; `lost` if the telling broke off, as connections do while a computer sleeps, and it can be heard once more. */
  async #within(telling: Telling): Promise<IteratorResult<EngineEvent> | 'aborted' | 'again' | 'lost'> {
    if (this.#heard.signal.aborted) return 'aborted';
    if (this.#isWanted) {
      this.#isWanted = false;
      return 'again';
    }
    const cut = Promise.withResolvers<'aborted' | 'again'>();
    this.#cut = cut;
    try {
      const result = await Promise.race([telling.next(), cut.promise]);
      this.#wakefulness.look();
      return typeof result === 'object' && result.done === true && this.#mayWakeAsk ? 'lost' : result;
    } catch (error) {
      this.#wakefulness.look();
      if (isLost(error) && this.#mayWakeAsk && !this.#heard.signal.aborted) return 'lost';
      throw error;
    } finally {
      this.#cut = undefined;
    }
  }

  get #mayWakeAsk(): boolean {
    return this.#wakefulness.hasSlept && this.#replay.handle !== undefined && this.#wakeAsks < mostWakeAsks;
  }

  #came(): void {
    this.#wakefulness.heard(this.#isFresh);
    this.#isFresh = false;
    this.#limit = this.#patience.next;
    if (!this.#wakefulness.hasSlept) this.#wakeAsks = 0;
    this.#say(undefined);
  }

  #look(): void {
    this.#wakefulness.look();
    if (this.#heard.holds()) {
      this.wait();
      return;
    }
    const { silent: length, hasSlept } = this.#wakefulness;
    const { choice = turnPatience.choice } = this.#patience;
    if (length >= wakeTime && this.#mayWakeAsk) {
      this.#wakeAsks += 1;
      this.#askAgain();
    } else if (length >= choice && hasSlept && this.#replay.handle === undefined) {
      this.#cut?.reject(new FailureError({ kind: 'interrupted', message: t('This computer slept while the answer was arriving, and nothing has come since.'), action: 'continue' }));
    } else if (length >= this.#limit && this.#replay.handle !== undefined && !this.#isFresh) {
      this.#askAgain();
    } else if (length >= this.#limit) {
      this.#cut?.reject(new FailureError({ kind: 'stalled', message: t('The server has sent nothing for {0} seconds.', String(Math.round(this.#limit / 1000))), action: 'retry' }));
    } else if (length >= choice && (this.#silence === undefined || this.#silence.asking === true)) {
      this.#say({ seconds: Math.round(choice / 1000), ...(this.#replay.handle === undefined ? {} : { canAsk: true }) });
    }
  }

  #say(silence: Silence | undefined): void {
    if (silence === this.#silence) return;
    this.#silence = silence;
    this.#heard.tell(silence);
  }
}
