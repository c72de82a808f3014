import assert from 'node:assert/strict';
import { EventOrder } from '../../src/openai/eventOrder.ts';
import { serverSentEvents } from '../../src/openai/serverSentEvents.ts';
import { FailureError } from '../../src/shared/rpc.ts';

/** A body that comes in pieces of so many bytes. */
function bodyOf(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.slice(index * size, (index + 1) * size));
  return new ReadableStream({
    pull(controller) {
      const piece = pieces.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
  });
}

async function read(text: string | Uint8Array, size = 1, limit?: number): Promise<readonly string[]> {
  const all: string[] = [];
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for await (const { event: name = '', data } of serverSentEvents(bodyOf(bytes, size), ...(limit === undefined ? [] : [limit]))) all.push(`${name}|${data}`);
  return all;
}

const plain = 'event: a\ndata: Grüße 世界 🌍 é\n\n: ping\n\ndata: 1\ndata: 2\n\n';
const heard = ['a|Grüße 世界 🌍 é', '|1\n2'];

describe('server-sent events', () => {
  for (const [name, end] of [['LF', '\n'], ['CR', '\r'], ['CRLF', '\r\n']] as const) {
    for (const size of [1, 2, 3, 7, 1000]) {
      it(`are the same with lines that end in ${name} and pieces of ${String(size)} bytes (cases 1, 2, 22)`, async () => {
        assert.deepEqual(await read(plain.replaceAll('\n', end), size), heard);
      });
    }
  }

  it('may begin with a byte order mark (case 2)', async () => {
    assert.deepEqual(await read(`\uFEFF${plain}`), heard);
  });

  it('are read on where bytes are no UTF-8 (case 23)', async () => {
    assert.deepEqual(await read(Uint8Array.from([...new TextEncoder().encode('data: a'), 0xc3, 0x28, ...new TextEncoder().encode('b\n\ndata: c\n\n')])), ['|a\uFFFD(b', '|c']);
  });

  it('are none where the stream ends before their end (case 5)', async () => {
    assert.deepEqual(await read('data: 1\n\ndata: {"half'), ['|1']);
  });

  for (const [what, text] of [['in one line', `data: ${'x'.repeat(200)}\n\n`], ['in many lines', 'data: x\n'.repeat(200)], ['without an end', 'x'.repeat(200)]] as const) {
    it(`are read no further once one is too large, ${what} (case 16)`, async () => {
      await assert.rejects(read(text, 10, 100), (error) => error instanceof FailureError && error.failure.kind === 'tooLarge');
    });
  }
});

type Numbered = { readonly sequence_number: number; readonly type: string; readonly delta: string };

function event(sequence_number: number, delta = String(sequence_number)): Numbered {
  return { type: 'delta', sequence_number, delta };
}

function ordered(order: EventOrder<Numbered>, ...events: readonly Numbered[]): string {
  return events.flatMap((one) => order.take(one)).map(({ delta }) => delta).join(' ');
}

describe('the order of events', () => {
  it('is that of their numbers, and each comes once (cases 9, 10)', () => {
    assert.equal(ordered(new EventOrder(), event(0), event(3), event(1), event(1), event(3), event(2), event(4), event(2)), '0 1 2 3 4');
  });

  it('is that of their coming where a server gives all the same number', () => {
    assert.equal(ordered(new EventOrder(), event(0, 'a'), event(0, 'b'), event(0, 'c')), 'a b c');
  });

  it('goes on without an event that does not come in two seconds (case 10)', () => {
    let now = 0;
    const order = new EventOrder<Numbered>(() => now);
    const soon = ordered(order, event(0), event(2), event(3));
    now = 2001;
    assert.deepEqual([soon, ordered(order, event(4), event(5))], ['0', '2 3 4 5']);
  });
});
