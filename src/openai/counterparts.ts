import { everyItem } from './everyItem.ts';
import { isRehearsal } from './witnesses.ts';

/** Under this name an object at a server says which assistant of ours it stands for. */
export const assistantKey = 'workspace_assistant';

/** An object at a server that may stand for an assistant of ours. */
export interface Listed {
  readonly id: string;
  readonly metadata?: Readonly<Record<string, string>> | null;
}

/** What it takes to keep such objects. */
export interface Keeper<Body> {
  list(page: { readonly after?: string }, signal: AbortSignal): Promise<{ readonly data: readonly Listed[]; readonly has_more?: boolean }>;
  create(body: Body, signal: AbortSignal): Promise<string>;
  update(id: string, body: Body, signal: AbortSignal): Promise<void>;
}

/**
 * The objects at a server that stand for our assistants: made when first needed, found again by their metadata, and changed when
 * ours have changed.
 */
export class Counterparts<Body> {
  readonly #keeper: Keeper<Body>;
  readonly #known = new Map<string, { readonly id: string; readonly sent: string }>();
  readonly #busy = new Map<string, Promise<unknown>>();

  constructor(keeper: Keeper<Body>) {
    this.#keeper = keeper;
  }

  /** The id at the server of the one that stands for this assistant of ours, as this body describes it. */
  async idFor(assistantId: string, body: Body, signal: AbortSignal): Promise<string> {
    const before = this.#busy.get(assistantId) ?? Promise.resolve();
    const found = before.catch(() => undefined).then(() => this.#settle(assistantId, body, signal));
    this.#busy.set(assistantId, found);
    return found;
  }

  /** It is no longer there: the next one who needs it looks for it anew. False when it was not known anyway. */
  drop(assistantId: string): boolean {
    return this.#known.delete(assistantId);
  }

  async #settle(assistantId: string, body: Body, signal: AbortSignal): Promise<string> {
    const sent = JSON.stringify(body);
    const known = this.#known.get(assistantId);
    if (known?.sent === sent) return known.id;
    const there = known?.id ?? (await this.#find(assistantId, signal));
    if (there !== undefined) await this.#keeper.update(there, body, signal);
    const id = there ?? (await this.#keeper.create(body, signal));
    if (!isRehearsal(signal)) this.#known.set(assistantId, { id, sent });
    return id;
  }

  async #find(assistantId: string, signal: AbortSignal): Promise<string | undefined> {
    for await (const { id, metadata } of everyItem((page) => this.#keeper.list(page, signal))) if (metadata?.[assistantKey] === assistantId) return id;
    return undefined;
  }
}
