import type { Meter } from '../shared/meter.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Failure, FailureAction } from '../shared/failure.ts';
import type { Parameters } from './assistant.ts';
import { isOpenAi, type Connection } from './connections.ts';
import { tokensOf, type ContextCounter, type ContextPart, type Given } from './contextParts.ts';
import { limitsOf, listedModel } from './contextWindows.ts';
import type { BackEnd, Model } from './engine.ts';
import { mediaTokensIn, mediaTokensOf } from './mediaTokens.ts';
import type { ModelLists } from './modelLists.ts';
import { t } from '../shared/words.ts';

/** The share of a window from which on the server is asked to count: an estimate may be that far off. */
const near = 0.8;

/** What is kept free for an answer whose length is not set, in tokens; no more than an eighth of the window. */
const usualAnswer = 4096;

/** How long a server may take to count, in milliseconds. */
const countTime = 10_000;

/** What a model would be given, and which model, as far as that is known without asking anybody. */
export interface Measured extends Given {
  readonly connection: Connection;
  readonly model?: string;
  /** What passages may come to on top, at most. */
  readonly passages?: number;
  /** All of it as it would leave; undefined while something in it is to be asked about first. Nobody is asked. */
  readonly unasked: () => Promise<Given | undefined>;
}

/** What a turn comes to, in tokens. */
export interface Measure extends Meter {
  readonly parts: readonly ContextPart[];
  /** Whether the server has counted. */
  readonly counted: boolean;
}

/** What the meter works with. */
export interface MeterParts {
  readonly counter: ContextCounter;
  readonly lists: Pick<ModelLists, 'known' | 'renew' | 'ask'>;
  readonly backEnds: { of(connection: Connection): Promise<Pick<BackEnd, 'countContext'>> };
}

/** Measures what models are given against what they take. */
export class ContextMeter {
  readonly #parts: MeterParts;

  constructor(parts: MeterParts) {
    this.#parts = parts;
  }

  /** The measure by an estimate on this machine: nobody is asked. */
  async estimate(measured: Measured): Promise<Measure> {
    const parts = await this.#parts.counter.parts(measured);
    const { window, input } = this.#limitsOf(measured) ?? {};
    return { parts, tokens: tokensOf(parts), counted: false, ...(measured.passages === undefined ? {} : { passages: measured.passages }), ...(window === undefined ? {} : { window, reserved: reservedOf(measured.assistant.parameters, window, input) }) };
  }

  /**
   * Right before a turn is sent: throws FailureError `contextTooLong` when it would not fit, with all the passages that may come to it.
   * Where the estimate comes near to what fits, the server is asked to count, if it can, and if nothing of the turn is to be asked about
   * before it may leave. A model whose window is not known is not held back. `again`: the prompt is of the thread, so that nothing can be
   * taken off it.
   */
  async check(measured: Measured, again = false): Promise<void> {
    const estimate = await this.estimate(measured);
    const { window, reserved = 0, passages = 0 } = estimate;
    if (window === undefined || estimate.tokens + passages + reserved < near * window) return;
    const words = await this.#counted(measured);
    const media = mediaTokens(measured);
    const measure = words === undefined ? estimate : { ...estimate, tokens: words + media, counted: media === 0 };
    if (measure.tokens + passages + reserved <= window) return;
    if ((await this.#asLoaded(measured)) === window) throw new FailureError(tooLong(measure, measured, window, again));
    await this.check(measured, again);
  }

  /**
   * After a turn: has the server list its models, unless it did within the hour, where it has not told the window of this one; each time
   * where the window is decided on when the model is loaded, as it has been now.
   */
  async learn(measured: Pick<Measured, 'connection' | 'model'>): Promise<void> {
    const { connection } = measured;
    const listed = this.#listed(measured);
    const isPublished = this.#limitsOf(measured) !== undefined && (isOpenAi(connection) || connection.azure !== undefined);
    if (listed?.loads === true) await this.#asLoaded(measured);
    else if (listed?.window === undefined && !isPublished) await this.#parts.lists.renew(connection);
  }

  /** The window that holds: where loading the model decides on it, the server is asked once more. */
  async #asLoaded(measured: Pick<Measured, 'connection' | 'model'>): Promise<number | undefined> {
    if (this.#listed(measured)?.loads === true) await this.#parts.lists.ask(measured.connection, AbortSignal.timeout(countTime)).catch(() => undefined);
    return this.#limitsOf(measured)?.window;
  }

  #listed({ connection, model }: Pick<Measured, 'connection' | 'model'>): Model | undefined {
    return model === undefined ? undefined : listedModel(model, this.#parts.lists.known(connection));
  }

  #limitsOf({ connection, model }: Pick<Measured, 'connection' | 'model'>): ReturnType<typeof limitsOf> {
    return model === undefined ? undefined : limitsOf(model, this.#parts.lists.known(connection));
  }

  // Whether it fits is no reason to hold a turn back when nobody can tell: without a key or a net, the turn itself will say so.
  async #counted(measured: Measured): Promise<number | undefined> {
    const { connection, model, unasked } = measured;
    const given = model === undefined ? undefined : await unasked();
    if (model === undefined || given === undefined) return undefined;
    const backEnd = await this.#parts.backEnds.of(connection);
    return backEnd.countContext({ ...given, model }, AbortSignal.timeout(countTime)).catch(() => undefined);
  }
}

/** The estimate without its parts: what a page is told. */
export function meterOf({ tokens, window, reserved, passages }: Measure): Meter {
  return { tokens, ...(passages === undefined ? {} : { passages }), ...(window === undefined ? {} : { window }), ...(reserved === undefined ? {} : { reserved }) };
}

/** How many tokens are kept free for the answer: at least those that the model keeps for it, whatever its length. */
function reservedOf({ max_output_tokens, max_tokens }: Parameters, window: number, input = window): number {
  return Math.max(window - input, max_output_tokens ?? max_tokens ?? Math.min(usualAnswer, Math.floor(window / 8)));
}

/** Servers are asked to count the words alone. */
function mediaTokens({ history, prompt }: Measured): number {
  return mediaTokensOf(prompt.attachments) + history.reduce((sum, message) => sum + mediaTokensIn(message), 0);
}

function tooLong(measure: Measure, { history, prompt }: Measured, window: number, again: boolean): Failure {
  const { parts, tokens, reserved = 0, passages = 0 } = measure;
  const overflow = tokens + passages + reserved - window;
  const message = tooLongWords(measure, window);
  const historyTokens = tokensOf(parts.filter(({ kind }) => kind === 'history'));
  const steps: readonly FailureAction[] = [
    ...(prompt.attachments.length > 0 && !again ? ['dropLargest' as const] : []),
    ...(historyTokens > overflow ? ['trimOldest' as const] : []),
    ...(history.length > 0 ? ['summarise' as const] : []),
    ...(again ? ['editMessage' as const] : []),
    'sendAnyway',
  ];
  const [action = 'sendAnyway', ...others] = steps;
  return { kind: 'contextTooLong', message, action, others };
}

function tooLongWords({ tokens, counted, reserved = 0, passages = 0 }: Measure, window: number): string {
  if (passages > 0) return t('This does not fit: with up to {3} for passages of the assistant’s files it is about {0} tokens, and {1} are kept for the answer, where the model takes {2} in all. Nothing was sent.', tokens + passages, reserved, window, passages);
  return counted
    ? t('This does not fit: it is {0} tokens, and {1} are kept for the answer, where the model takes {2} in all. Nothing was sent.', tokens, reserved, window)
    : t('This does not fit: it is about {0} tokens, and {1} are kept for the answer, where the model takes {2} in all. Nothing was sent.', tokens, reserved, window);
}
