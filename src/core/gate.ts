import { FailureError } from '../shared/rpc.ts';
import type { Connection } from './connections.ts';
import { Guard, type Passage } from './guard.ts';
import type { LastingDecisions } from './lastingDecisions.ts';
import type { Decide, Outgoing } from './obstacles.ts';
import { t } from '../shared/words.ts';

/** A thread whose words are about to leave, and where to. */
export interface Exit {
  readonly threadId: string;
  readonly to: Connection;
  /** All that the thread holds, in whichever branch; read when the thread is first met. */
  readonly said: () => readonly string[];
  /** Whether what is decided holds for the same text from now on, on the way to the same place. */
  readonly lasting?: true;
}

/** A text as it may leave. */
export interface PassedText {
  readonly text: string;
  /** The answer to it with the secrets back in their places: only for the user's own files. */
  readonly restore: (text: string) => string;
}

/** The one way out for texts: what may hold a secret leaves on the user's word alone. */
export class Gate {
  readonly #decide: Decide;
  readonly #lasting: Pick<LastingDecisions, 'keep' | 'of'>;
  readonly #guards = new Map<string, Guard>();

  /** `lasting` keeps the decisions that are to last; without it, none does. */
  constructor(decide: Decide, lasting: Pick<LastingDecisions, 'keep' | 'of'> = { keep: () => undefined, of: () => [] }) {
    this.#decide = decide;
    this.#lasting = lasting;
  }

  /** What may leave of these parts, in their order. Throws FailureError `withheld` when the user wants nothing sent. */
  async pass<Part extends Outgoing>(exit: Exit, parts: readonly Part[]): Promise<readonly Part[]> {
    const { threadId, to, said, lasting } = exit;
    const guard = this.#guards.get(threadId) ?? new Guard(said());
    this.#guards.set(threadId, guard);
    const passed = await this.#through(guard, to, parts, lasting === true ? exit : undefined);
    if (passed === undefined) throw withheld();
    return passed;
  }

  /** What stands in the way of these parts now, and how they would leave where nothing does; nobody is asked, and nothing is decided. */
  async foresee<Part extends Outgoing>({ threadId, to, said }: Partial<Exit> & Pick<Exit, 'said' | 'to'>, parts: readonly Part[]): Promise<Passage<Part>> {
    const guard = (threadId === undefined ? undefined : this.#guards.get(threadId)) ?? new Guard(said());
    return guard.pass(parts, to);
  }

  /** One text that belongs to no thread; undefined when the user does not want it sent. */
  async passText(to: Connection, part: Omit<Outgoing, 'id' | 'origin'>): Promise<PassedText | undefined> {
    const guard = new Guard([part.text]);
    const [passed] = await this.#through(guard, to, [{ ...part, id: '', origin: 'attachment' }]) ?? [];
    return passed === undefined ? undefined : { text: passed.text, restore: (text) => guard.restore(text) };
  }

  /** Parts that belong to no thread, in their order; undefined when the user wants none of them sent. */
  async passApart<Part extends Outgoing>(to: Connection, parts: readonly Part[]): Promise<readonly Part[] | undefined> {
    return this.#through(new Guard(parts.map(({ text }) => text)), to, parts);
  }

  /** Lets a new thread know what is known of the one that it was made of. */
  carry(threadId: string, newThreadId: string): void {
    const guard = this.#guards.get(threadId);
    if (guard !== undefined) this.#guards.set(newThreadId, guard.copy());
  }

  /** Forgets what is known of the secrets of a thread. */
  forget(threadId: string): void {
    this.#guards.delete(threadId);
  }

  /** The text with the secrets of a thread in the place of their placeholders: only for what goes into the user's own files or clipboard. */
  restore(threadId: string, text: string): string {
    return this.#guards.get(threadId)?.restore(text) ?? text;
  }

  async #through<Part extends Outgoing>(guard: Guard, to: Connection, parts: readonly Part[], lasting?: Exit): Promise<readonly Part[] | undefined> {
    const first = await guard.pass(parts, to);
    if (first.obstacles.length === 0) return first.parts;
    const known = lasting === undefined ? [] : this.#lasting.of(lasting, first.obstacles);
    const open = first.obstacles.filter(({ hash }) => !known.some((decision) => decision.hash === hash));
    const decisions = open.length === 0 ? [] : await this.#decide(open, to);
    if (decisions === undefined) return undefined;
    const second = await guard.pass(parts, to, [...known, ...decisions]);
    if (second.obstacles.length > 0) return undefined;
    if (lasting !== undefined) this.#lasting.keep(lasting, decisions);
    return second.parts;
  }
}

/** Nothing was sent, because the user did not want it to be. */
export function withheld(): FailureError {
  return new FailureError({ kind: 'withheld', message: t('Nothing was sent.'), action: 'retry' });
}
