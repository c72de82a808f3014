import * as v from 'valibot';
import { id } from './schemas.ts';

const tabState = v.object({ threadId: v.optional(id) });

/** The thread that a page showed, by what VS Code kept of the page; undefined for a new one, and for what makes no sense. */
export function shownThread(state: unknown): string | undefined {
  return v.is(tabState, state) ? state.threadId : undefined;
}
