import type { Failure, FailureAction } from '../src/shared/failure.ts';
import { h } from './elements.ts';
import { notice, type NoticeButton } from './notice.ts';
import { offers } from './offers.ts';

/** Something that was asked of the host and refused. */
export interface Problem {
  readonly failure: Failure;
  /** Asks the same again. */
  readonly again: () => void;
  /** Its own ways of taking steps; the composer takes the others with what it holds. */
  readonly ways?: Ways;
}

/** How steps are taken. */
export type Ways = Readonly<Partial<Record<FailureAction, () => void>>>;

/** The place above the composer where the page says what stands in the way: first what was just refused, else what holds for every prompt. */
export class Notices {
  readonly element = h('div', { class: 'notices' });
  readonly #take: (action: FailureAction, again?: () => void) => void;
  readonly #changed: () => void;
  #problem: Problem | undefined;
  #toldAt = 0;
  #standing: Failure | undefined;
  #saidElsewhere = false;

  constructor(options: { readonly take: (action: FailureAction, again?: () => void) => void; readonly changed: () => void }) {
    this.#take = options.take;
    this.#changed = options.changed;
  }

  /** Whether something was refused and that is still said. */
  get hasProblem(): boolean {
    return this.#problem !== undefined;
  }

  /** Says that something was refused; `undefined` takes it back. */
  tell(problem: Problem | undefined): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#toldAt = Date.now();
    this.#draw();
    this.#changed();
  }

  /** Shows what holds until the host says otherwise, unless the page says that in another place. */
  show(standing: Failure | undefined, saidElsewhere: boolean): void {
    if (standing === this.#standing && saidElsewhere === this.#saidElsewhere) return;
    if (standing !== this.#standing && this.#problem?.failure.kind === this.#standing?.kind) this.#problem = undefined;
    this.#standing = standing;
    this.#saidElsewhere = saidElsewhere;
    // What was refused stays as it is: made anew, it would be read out again.
    if (this.#problem === undefined) this.#draw();
  }

  #draw(): void {
    this.element.replaceChildren();
    if (this.#problem !== undefined) this.element.append(this.#refusal(this.#problem));
    else if (this.#standing !== undefined && !this.#saidElsewhere) this.element.append(this.#obstacle(this.#standing));
  }

  #refusal({ failure, again, ways = {} }: Problem): HTMLElement {
    const { action, others = [], message, retryAfter } = failure;
    const button = (step: FailureAction): NoticeButton => ({
      name: offers[step],
      press: () => {
        this.tell(undefined);
        const own = ways[step];
        if (own === undefined) this.#take(step, again);
        else own();
      },
    });
    return notice({
      tone: 'error',
      message,
      role: 'alert',
      buttons: [action, ...others].map(button),
      waitUntil: retryAfter === undefined ? undefined : this.#toldAt + retryAfter * 1000,
      dismiss: () => { this.tell(undefined); },
    });
  }

  #obstacle({ kind, action, message }: Failure): HTMLElement {
    // What may be lost is read out at once; the rest stands there until it matters.
    return notice({ tone: 'warning', message, ...(kind === 'storage' ? { role: 'alert' } : {}), buttons: [{ name: offers[action], press: () => { this.#take(action); } }] });
  }
}
