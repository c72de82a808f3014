import { APIConnectionTimeoutError } from 'openai';

/** What each request with a file is sent with. */
interface Sending {
  readonly signal: AbortSignal;
  readonly timeout: number;
  readonly fetchOptions: { readonly redirect: 'error' };
}

/** The longest that a timer can run, in milliseconds: the SDK would end a whole request by its own, although bytes flow. */
const endless = 2 ** 31 - 1;

/** How long nothing may be taken of what is sent, and how long the answer may take once all was, in milliseconds. */
export interface SendingPatience {
  readonly silence: number;
  readonly answer: number;
}

/**
 * Asks with a body: the same pieces; `progress` is told how many bytes have been taken. It may take as long as it takes while bytes are taken; after
 * a silence it ends with the SDK's APIConnectionTimeoutError. `fetch` does not hold on to what was sent, which it does in order to follow redirects.
 */
export async function sending<Answer>(
  pieces: AsyncIterable<Uint8Array>,
  { signal, patience, progress }: { readonly signal: AbortSignal; readonly patience: SendingPatience; readonly progress?: ((sent: number) => void) | undefined },
  ask: (body: AsyncIterable<Uint8Array>, options: Sending) => Promise<Answer>,
): Promise<Answer> {
  const silent = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const wait = (time: number): void => {
    clearTimeout(timer);
    // What is sent may be taken still when the answer is there.
    if (isOver) return;
    timer = setTimeout(() => { silent.abort(); }, time);
  };
  async function* watched(): AsyncGenerator<Uint8Array> {
    let sent = 0;
    for await (const piece of pieces) {
      yield piece;
      sent += piece.length;
      wait(patience.silence);
      progress?.(sent);
    }
    wait(patience.answer);
  }
  wait(patience.silence);
  try {
    return await ask(watched(), { signal: AbortSignal.any([signal, silent.signal]), timeout: endless, fetchOptions: { redirect: 'error' } });
  } catch (error) {
    if (silent.signal.aborted && !signal.aborted) throw new APIConnectionTimeoutError();
    throw error;
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}
