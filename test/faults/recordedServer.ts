import { setImmediate as turnOfOthers } from 'node:timers/promises';

/** One answer of a server as it was recorded. */
export interface RecordedAnswer {
  readonly asked: string;
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What the network is for a while: takes a request by its path and query below the base URL. */
export type Network = (asked: string, url: URL) => Response | Promise<Response>;

/** Puts something else in the place of the network; answers how it is put back. */
export function instead(network: Network): () => void {
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    init?.signal?.throwIfAborted();
    // Without it, answers that are there at once would leave no timer its turn.
    await turnOfOthers();
    return network(`${init?.method ?? 'GET'} ${url.pathname.replace(/^.*\/v1\//, '')}`, url);
  };
  return () => { globalThis.fetch = real; };
}

/** Lets `act` reach the real network, and keeps what it was answered. */
export async function recorded(act: () => Promise<unknown>): Promise<readonly RecordedAnswer[]> {
  const answers: { readonly asked: string; readonly status: number; readonly type: string; readonly heard: string[] }[] = [];
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await real(input, init);
    const heard: string[] = [];
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    const type = response.headers.get('content-type') ?? '';
    answers.push({ asked: `${init?.method ?? 'GET'} ${pathname.replace(/^.*\/v1\//, '')}`, status: response.status, type, heard });
    const listening = new TransformStream<string, string>({
      transform(text, controller) {
        heard.push(text);
        controller.enqueue(text);
      },
    });
    const body = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(listening).pipeThrough(new TextEncoderStream());
    return new Response(body ?? null, { status: response.status, headers: { 'content-type': type } });
  };
  try {
    await act();
  } finally {
    globalThis.fetch = real;
  }
  return answers.map(({ heard, ...answer }) => ({ ...answer, body: heard.join('') }));
}

/** Gives recorded answers again, each once and in their order; `damage` may change the streams among them. Knows nothing else. */
export class RecordedServer {
  readonly #left: RecordedAnswer[];
  readonly #damage: (body: string) => string;

  constructor(answers: readonly RecordedAnswer[], damage: (body: string) => string) {
    this.#left = [...answers];
    this.#damage = damage;
  }

  answer(asked: string): Response {
    const at = this.#left.findIndex((answer) => answer.asked === asked);
    const [found] = at === -1 ? [] : this.#left.splice(at, 1);
    if (found === undefined) return Response.json({ error: { message: 'Not found.' } }, { status: 404 });
    const body = found.type.startsWith('text/event-stream') ? this.#damage(found.body) : found.body;
    return new Response(body, { status: found.status, headers: { 'content-type': found.type } });
  }
}
