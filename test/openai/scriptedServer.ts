import { createServer, type Server } from 'node:http';

/** One answer: a status, a JSON body and headers, or the events of a stream. */
export type Scripted = { readonly status?: number; readonly json: unknown; readonly headers?: Readonly<Record<string, string>> } | { readonly events: readonly object[] };

/** What was asked: its method, path with query, headers and body. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** When it was asked, in milliseconds since the epoch. */
  readonly at: number;
}

/** A server on this machine that gives the scripted answers in their order, and keeps what it was asked. */
export class ScriptedServer {
  readonly asked: Asked[] = [];
  readonly #server: Server;
  readonly #answers: Scripted[];
  origin = '';

  constructor(...answers: readonly Scripted[]) {
    this.#answers = [...answers];
    this.#server = createServer((incoming, outgoing) => {
      const chunks: string[] = [];
      incoming.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk)).on('end', () => {
        const text = chunks.join('');
        const body: unknown = text === '' ? undefined : JSON.parse(text);
        this.asked.push({ method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body, at: Date.now() });
        const answer = this.#answers.shift() ?? { status: 404, json: {} };
        if ('events' in answer) outgoing.writeHead(200, { 'content-type': 'text/event-stream' }).end(answer.events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
        else outgoing.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers }).end(JSON.stringify(answer.json));
      });
    });
  }

  /** The bodies of what was asked. */
  get bodies(): readonly unknown[] {
    return this.asked.map(({ body }) => body);
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
    const address = this.#server.address();
    this.origin = address !== null && typeof address === 'object' ? `http://127.0.0.1:${String(address.port)}` : '';
    return this;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** A response that is complete with these items, as one JSON body. */
export function response(id: string, output: readonly object[], more: object = {}): object {
  return { id, object: 'response', status: 'completed', model: 'm-1', output, usage: { input_tokens: 10, output_tokens: 5 }, ...more };
}

/** The same as a stream: each item begins and ends, the text of messages comes in two pieces. */
export function responseEvents(id: string, output: readonly object[], more: object = {}): readonly object[] {
  const items = output.flatMap((item, index) => [
    { type: 'response.output_item.added', output_index: index, item: { ...item, status: 'in_progress' } },
    ...halves(textOf(item)).map((delta) => ({ type: 'response.output_text.delta', output_index: index, delta })),
    { type: 'response.output_item.done', output_index: index, item },
  ]);
  return [...items, { type: 'response.completed', response: response(id, output, more) }];
}

/** A message of the model. */
export function said(text: string): object {
  return { type: 'message', id: `msg_${text.length}`, role: 'assistant', status: 'completed', content: [{ type: 'output_text', text, annotations: [] }] };
}

/** A call of a function. */
export function called(callId: string, name: string, input: object): object {
  return { type: 'function_call', id: `fc_${callId}`, call_id: callId, name, arguments: JSON.stringify(input), status: 'completed' };
}

function textOf(item: object): string {
  if (!('content' in item) || !Array.isArray(item.content)) return '';
  return item.content.map((part: unknown) => (typeof part === 'object' && part !== null && 'text' in part ? String(part.text) : '')).join('');
}

function halves(text: string): readonly string[] {
  const middle = Math.ceil(text.length / 2);
  return text === '' ? [] : [text.slice(0, middle), text.slice(middle)];
}
