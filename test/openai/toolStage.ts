import { emptyDefinition, type Assistant, type Tool } from '../../src/core/assistant.ts';
import type { Connection } from '../../src/core/connections.ts';
import type { BackEnd, CallResult, EngineEvent, FunctionCall, Turn } from '../../src/core/engine.ts';
import { makeBackEnd } from '../../src/openai/engines.ts';
import type { Step } from '../../src/shared/answerParts.ts';
import type { Failure } from '../../src/shared/failure.ts';
import type { Usage } from '../../src/shared/usage.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { ScriptedServer, type Scripted } from './scriptedServer.ts';

/** A function that tells the weather. */
export const weather = { type: 'function', name: 'weather', description: 'Tells the weather.', parameters: { type: 'object', properties: { city: { type: 'string' } } } } as const satisfies Tool;

/** An assistant of these tools and nothing else. */
export function assistantWith(tools: readonly Tool[], more: Partial<Assistant> = {}): Assistant {
  return { ...emptyDefinition, id: 'a', name: 'A', tools, ...more };
}

/** Gives results only once so many calls are under way. */
export function together(count: number, result: (call: FunctionCall) => CallResult): (call: FunctionCall) => Promise<CallResult> {
  const all = Promise.withResolvers<null>();
  let begun = 0;
  return async (call) => {
    begun += 1;
    if (begun === count) all.resolve(null);
    await all.promise;
    return result(call);
  };
}

/** What one turn came to. */
export interface Heard {
  readonly text: string;
  readonly calls: readonly FunctionCall[];
  readonly steps: readonly Step[];
  readonly events: readonly EngineEvent[];
  readonly usage?: Usage;
  readonly end?: 'done' | Failure;
}

/** A connection to a scripted server. */
export class ToolStage {
  readonly server: ScriptedServer;
  #backEnd: BackEnd | undefined;
  readonly #connection: Partial<Connection>;

  constructor(connection: Partial<Connection>, ...answers: readonly Scripted[]) {
    this.#connection = connection;
    this.server = new ScriptedServer(...answers);
  }

  async backEnd(secret?: string): Promise<BackEnd> {
    if (this.#backEnd !== undefined) return this.#backEnd;
    const { origin } = await this.server.open();
    const connection: Connection = { id: 'c', name: 'Scripted', baseUrl: `${origin}/v1`, api: 'responses', auth: secret === undefined ? 'none' : 'key', headers: {}, history: 'local', ...this.#connection };
    this.#backEnd = makeBackEnd(connection, async () => secret);
    return this.#backEnd;
  }

  /** Has a prompt answered; functions give back what `call` says. */
  async hear(text: string, assistant: Assistant, call: (call: FunctionCall) => CallResult | Promise<CallResult> = () => ({ ok: true, output: 'Sunny.' }), more: Partial<Turn> = {}, signal = new AbortController().signal): Promise<Heard> {
    const { engine } = await this.backEnd();
    const calls: FunctionCall[] = [];
    const events: EngineEvent[] = [];
    const turn: Turn = {
      assistant, model: 'm', history: [], prompt: { text, attachments: [] }, without: [],
      call: async (wanted) => {
        calls.push(wanted);
        return call(wanted);
      },
      bytesOf: async () => undefined,
      ...more,
    };
    const end = await this.#listen(engine.answer(turn, signal), events);
    const steps = events.flatMap((event) => (event.type === 'step' ? [event.step] : []));
    const usage = events.flatMap((event) => (event.type === 'note' && event.note.usage !== undefined ? [event.note.usage] : [])).at(-1);
    const words = events.map((event) => (event.type === 'text' && event.choice === undefined ? event.text : '')).join('');
    return { text: words, calls, steps, events, ...(usage === undefined ? {} : { usage }), ...(end === undefined ? {} : { end }) };
  }

  close(): void {
    this.server.close();
  }

  async #listen(answer: AsyncIterable<EngineEvent>, events: EngineEvent[]): Promise<'done' | Failure | undefined> {
    try {
      for await (const event of answer) {
        events.push(event);
        if (event.type === 'done') return event.incomplete ?? 'done';
      }
      return undefined;
    } catch (error) {
      if (error instanceof FailureError) return error.failure;
      throw error;
    }
  }
}
