import { DisposableStore, type Disposable } from '../shared/lifetime.ts';
import type { HostApi } from '../shared/protocol.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Desk } from './desk.ts';
import { t } from '../shared/words.ts';

type AnyAsk = (ask: unknown) => Promise<unknown>;

/** The threads that one page was shown: it may ask about these, and about no other whose id it has come by. */
export class IssuedThreads implements Disposable {
  readonly #desk: Pick<Desk, 'threadId'>;
  readonly #issued = new Set<string>();
  readonly #held = new DisposableStore();

  constructor(desk: Pick<Desk, 'threadId' | 'onShow'>) {
    this.#desk = desk;
    this.#held.add(desk.onShow(() => { this.#note(); }));
  }

  /** The same answers, but for threads that the page was not shown: those are not found. */
  guard(api: HostApi): HostApi {
    const guarded = Object.entries(api).map(([name, answer]): [string, AnyAsk] => {
      const guardedAnswer: AnyAsk = async (ask) => {
        this.#note();
        const threadId: unknown = typeof ask === 'object' && ask !== null && 'threadId' in ask ? ask.threadId : undefined;
        if (typeof threadId === 'string' && !this.#issued.has(threadId)) throw new FailureError({ kind: 'notFound', message: t('This thread is not shown here.'), action: 'newThread' });
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the wire has vouched for the shape of what is asked
        return (answer as AnyAsk)(ask);
      };
      return [name, guardedAnswer];
    });
    const named: unknown = Object.fromEntries(guarded);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one function for each name of the Api
    return named as HostApi;
  }

  dispose(): void {
    this.#held.dispose();
  }

  #note(): void {
    if (this.#desk.threadId !== undefined) this.#issued.add(this.#desk.threadId);
  }
}
