import type { Engine, Turn } from '../core/engine.ts';
import { instructionsOf } from '../core/instructions.ts';
import { asksModel } from '../core/requestReading.ts';
import type { SentRequest } from '../core/sentRequest.ts';
import type { Bookmark } from '../shared/bookmark.ts';
import { FailureError } from '../shared/rpc.ts';
import { bearWitness } from './witnesses.ts';

/** Stands for an id that only the server can give. */
const unknown = '…';

/**
 * What a turn would send, in its order, by the very code that sends it: its requests are answered here, as by a server that has
 * forgotten nothing, and nothing goes out. Ids that only the server can give are `…`. `arriving`: it goes on from an answer that is still
 * arriving. Throws FailureError where the turn could not begin.
 */
export async function rehearse(engine: Engine, asked: Turn, arriving: boolean): Promise<readonly SentRequest[]> {
  const { signal } = new AbortController();
  // An id of such a form is taken for a server's; no text of the user's holds it.
  const id = `unknown-${crypto.randomUUID()}`;
  const turn = arriving && engine.leaves !== undefined ? withBookmark(asked, engine.leaves(asked, id)) : asked;
  const requests: SentRequest[] = [];
  let over = false;
  bearWitness(signal, {
    tell: (request) => {
      requests.push({ ...request, address: request.address.replaceAll(id, unknown), body: request.body.replaceAll(id, unknown) });
    },
    standIn: (request) => {
      // What follows depends on the answer.
      over = asksModel(request);
      if (over) throw new FailureError({ kind: 'internal', message: 'A rehearsal ends where the model would answer.', action: 'retry' });
      return new URL(request.address).pathname.endsWith('/events') ? new Response('', { headers: { 'content-type': 'text/event-stream' } }) : Response.json({ ...anything(turn), id });
    },
  });
  try {
    for await (const event of engine.answer(turn, signal)) if (event.type === 'done') break;
  } catch (error) {
    if (!over) throw error;
  }
  return requests;
}

function withBookmark({ bookmark: _before, ...turn }: Turn, bookmark: Bookmark | undefined): Turn {
  return bookmark === undefined ? turn : { ...turn, bookmark };
}

/** Every kind of object in one, as far as engines look at it: what is listed is empty, and what is kept is as it was left. */
function anything(turn: Turn): object {
  const stores = turn.threadStore === undefined ? {} : { tool_resources: { file_search: { vector_store_ids: [turn.threadStore] } } };
  return { data: [], has_more: false, status: 'idle', instructions: '', agent: { instructions: instructionsOf(turn) }, ...stores };
}
