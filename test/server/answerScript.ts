import type { ResponseError } from 'openai/resources/responses/responses';
import { deltasBefore, type Fault } from './faults.ts';
import type { Reply } from './scripts.ts';
import { pieces, within } from './tokens.ts';
import type { Action, Citation } from './toolBox.ts';

/** How an answer ends. */
export type Ending =
  | { readonly how: 'completed' }
  | { readonly how: 'incomplete'; readonly reason: 'max_output_tokens' | 'content_filter' }
  | { readonly how: 'failed'; readonly code: ResponseError['code']; readonly message: string }
  | { readonly how: 'error'; readonly code: string; readonly message: string };

/** An answer before it is told in the words of one API. */
export interface AnswerScript {
  /** What is done before anything is said. */
  readonly actions: readonly Action[];
  readonly citation?: Citation;
  /** The deltas, first to last. */
  readonly pieces: readonly string[];
  readonly refuses: boolean;
  readonly ending: Ending;
}

type EndingFault = Extract<Fault, { readonly fault: 'incomplete' | 'failed' | 'errorEvent' }>;

const refusal = "I'm sorry, but I can't help with that.";
const sorry = 'The server had an error processing your request. Sorry about that!';

/** The script for this reply, as far as the fault and the most tokens that may be written let it be told. */
export function scriptFor({ text, actions = [], citation }: Reply, fault: Fault | undefined, mostTokens: number | undefined): AnswerScript {
  if (fault?.fault === 'refusal') return { actions: [], pieces: pieces(refusal), refuses: true, ending: { how: 'completed' } };
  const whole = pieces(text);
  if (fault !== undefined && endsIt(fault)) {
    return { actions, pieces: whole.slice(0, fault.after ?? deltasBefore), refuses: false, ending: endingOf(fault) };
  }
  const written = mostTokens === undefined ? whole : within(mostTokens, whole);
  const ending: Ending = written.length < whole.length ? { how: 'incomplete', reason: 'max_output_tokens' } : { how: 'completed' };
  const cited = citation !== undefined && written.length === whole.length ? { citation } : {};
  return { actions, pieces: written, refuses: false, ending, ...cited };
}

/** Whether it ends in calls for functions, with nothing said. */
export function onlyCalls({ actions, pieces: said }: AnswerScript): boolean {
  return said.length === 0 && actions.some(({ kind }) => kind === 'function');
}

function endsIt(fault: Fault): fault is EndingFault {
  return fault.fault === 'incomplete' || fault.fault === 'failed' || fault.fault === 'errorEvent';
}

function endingOf(fault: EndingFault): Ending {
  if (fault.fault === 'incomplete') return { how: 'incomplete', reason: fault.reason ?? 'max_output_tokens' };
  if (fault.fault === 'failed') return { how: 'failed', code: fault.code ?? 'server_error', message: fault.message ?? sorry };
  return { how: 'error', code: fault.code ?? 'server_error', message: fault.message ?? sorry };
}
