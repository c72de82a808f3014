import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** One server-sent event (https://html.spec.whatwg.org/multipage/server-sent-events.html): its name, if it has one, and its data. */
export interface ServerSentEvent {
  readonly event?: string;
  readonly data: string;
}

/** The longest event that is read, in characters. */
const eventLimit = 8 * 1024 * 1024;

/**
 * The events of a body, however its bytes are cut: lines may end in CR, LF or both, comments and unknown fields say nothing, bytes that
 * are no UTF-8 become U+FFFD. Who stops listening lets go of the connection at once. Throws FailureError `tooLarge`.
 */
export async function* serverSentEvents(body: ReadableStream<Uint8Array>, limit = eventLimit): AsyncGenerator<ServerSentEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const lines = new Lines();
  let event = '';
  let data: string[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      for (const line of lines.read(done ? decoder.decode() : decoder.decode(value, { stream: true }))) {
        if (line === '') {
          if (data.length > 0) yield { data: data.join('\n'), ...(event === '' ? {} : { event }) };
          event = '';
          data = [];
          size = 0;
        } else if (/^event(?::|$)/.test(line)) event = valueOf(line);
        else if (/^data(?::|$)/.test(line)) {
          data.push(valueOf(line));
          size += line.length;
        }
        if (size > limit) throw tooLarge(limit);
      }
      if (size + lines.open > limit) throw tooLarge(limit);
      // What is not ended by an empty line is no event.
      if (done) return;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/** Text that comes in pieces, line by line. */
class Lines {
  #begun = '';
  #afterReturn = false;

  /** How much of a line is there that has not ended, in characters. */
  get open(): number {
    return this.#begun.length;
  }

  *read(text: string): Generator<string> {
    if (text === '') return;
    const end = /\r\n|\r|\n/g;
    let from = this.#afterReturn && text.startsWith('\n') ? 1 : 0;
    end.lastIndex = from;
    for (let found = end.exec(text); found !== null; found = end.exec(text)) {
      yield this.#begun + text.slice(from, found.index);
      this.#begun = '';
      from = end.lastIndex;
    }
    this.#begun += text.slice(from);
    this.#afterReturn = text.endsWith('\r');
  }
}

function valueOf(line: string): string {
  return line.replace(/^[^:]*:? ?/, '');
}

function tooLarge(limit: number): FailureError {
  return new FailureError({ kind: 'tooLarge', message: t('The server sent more than {0} MB at once; the rest was not read.', Math.round(limit / 1024 / 1024)), action: 'retry' });
}
