import * as v from 'valibot';
import type { Disposable } from './lifetime.ts';
import { hostRate, MessageRate, pageRate } from './messageRate.ts';
import { isBearable } from './messageSize.ts';
import type { Failure } from './failure.ts';
import { failure, line } from './schemas.ts';
import type { Wire } from './wire.ts';
import { entryOf } from './entryOf.ts';
import { t } from './words.ts';

/** One end of a channel that carries structured clones. */
export interface Port {
  post(message: unknown): void;
  listen(receive: (message: unknown) => void): Disposable;
}

/** A Failure on its way through code that throws. */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(reason: Failure, options?: ErrorOptions) {
    super(reason.message, options);
    this.name = 'FailureError';
    this.failure = reason;
  }
}

type Method = (ask: never) => Promise<unknown>;
type Methods<Api> = { readonly [Name in keyof Api]: Method };

const call = v.strictObject({ kind: v.literal('call'), channel: line, id: v.number(), method: line, ask: v.exactOptional(v.unknown()) });
const reply = v.variant('kind', [
  v.strictObject({ kind: v.literal('reply'), channel: line, id: v.number(), reply: v.unknown() }),
  v.strictObject({ kind: v.literal('refusal'), channel: line, id: v.number(), failure }),
  v.strictObject({ kind: v.literal('events'), channel: line, events: v.array(v.unknown()) }),
]);

/** The methods of an Api by their names, once the wire has vouched for names and shapes. */
interface Unchecked {
  readonly wire: Readonly<Record<string, { readonly ask: v.GenericSchema; readonly reply: v.GenericSchema }>>;
  readonly api: Readonly<Record<string, (ask: unknown) => Promise<unknown>>>;
}

/**
 * Answers the questions that arrive on this channel. A message of another channel or of no known kind is dropped, and so is all that
 * is more than `hostRate`; a question of the wrong shape is refused; one whose handler throws is answered with what `explain` makes of
 * the error. `turnedAway` is told of each that was dropped or refused by its shape, and how many these are. `tell` takes what happened, in
 * its order, and posts it as one message.
 */
export function serve<Api extends Methods<Api>>(options: {
  readonly port: Port;
  readonly channel: string;
  readonly wire: Wire<Api>;
  readonly api: Api;
  readonly explain: (error: unknown) => Failure;
  readonly turnedAway?: (count: number) => void;
}): Disposable & { readonly tell: (...events: readonly unknown[]) => void } {
  const { port, channel, explain } = options;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the wire's type holds one schema for each method of the Api
  const { wire, api } = options as unknown as Unchecked;
  const rate = new MessageRate(hostRate.atOnce, hostRate.perSecond);
  let away = 0;

  const turnAway = (): void => {
    away += 1;
    options.turnedAway?.(away);
  };

  async function answer(id: number, method: string, ask: unknown): Promise<void> {
    const shape = entryOf(wire, method);
    const parsed = shape !== undefined && isBearable(ask) ? v.safeParse(shape.ask, ask, { abortEarly: true }) : undefined;
    if (parsed?.success !== true) turnAway();
    if (shape === undefined) return;
    if (parsed?.success !== true) {
      const refused: Failure = { kind: 'tooLarge', message: t('That was not sent: it is too long, or of a shape that is not understood.'), action: 'openLog' };
      port.post({ kind: 'refusal', channel, id, failure: refused });
      return;
    }
    try {
      port.post({ kind: 'reply', channel, id, reply: await api[method]?.(parsed.output) });
    } catch (error) {
      port.post({ kind: 'refusal', channel, id, failure: explain(error) });
    }
  }

  const listening = port.listen((message) => {
    const parsed = rate.passes() ? v.safeParse(call, message, { abortEarly: true }) : undefined;
    if (parsed?.success === true && parsed.output.channel === channel) void answer(parsed.output.id, parsed.output.method, parsed.output.ask);
    else turnAway();
  });
  return {
    dispose: () => {
      listening.dispose();
    },
    tell: (...events) => {
      port.post({ kind: 'events', channel, events });
    },
  };
}

interface Question {
  readonly name: string;
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The asking end: `api.method(ask)` settles with the other end's answer, or throws a FailureError. Events of the known shape
 * go to `hear`. Questions beyond `pageRate` are not asked. Disposing rejects what is still pending.
 */
export function connect<Api extends Methods<Api>, Event>(options: {
  readonly port: Port;
  readonly channel: string;
  readonly wire: Wire<Api>;
  readonly event: v.GenericSchema<Event>;
  readonly hear: (event: Event) => void;
}): Disposable & { readonly api: Api } {
  const { port, channel, event, hear } = options;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the wire's type holds one schema for each method of the Api
  const { wire } = options as unknown as Pick<Unchecked, 'wire'>;
  const pending = new Map<number, Question>();
  const rate = new MessageRate(pageRate.atOnce, pageRate.perSecond);
  let lastId = 0;

  function settle(question: Question, heard: { readonly kind: 'reply'; readonly reply: unknown } | { readonly kind: 'refusal'; readonly failure: Failure }): void {
    if (heard.kind === 'refusal') {
      question.reject(new FailureError(heard.failure));
      return;
    }
    const answer = v.safeParse(wire[question.name]?.reply ?? v.never(), heard.reply);
    if (answer.success) question.resolve(answer.output);
    else question.reject(new FailureError({ kind: 'internal', message: t('The answer to “{0}” could not be read.', question.name), action: 'openLog' }));
  }

  const listening = port.listen((message) => {
    const parsed = v.safeParse(reply, message);
    if (!parsed.success || parsed.output.channel !== channel) return;
    const heard = parsed.output;
    if (heard.kind === 'events') {
      for (const told of heard.events) {
        const known = v.safeParse(event, told);
        if (known.success) hear(known.output);
      }
      return;
    }
    const question = pending.get(heard.id);
    pending.delete(heard.id);
    if (question !== undefined) settle(question, heard);
  });

  const ask = (name: string, question: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (!rate.passes()) throw new FailureError({ kind: 'busy', message: t('That is too much at once. Wait a moment.'), action: 'retry' });
      lastId += 1;
      pending.set(lastId, { name, resolve, reject });
      port.post({ kind: 'call', channel, id: lastId, method: name, ask: question });
    });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one function for each name of the wire, which are the Api's
  const api = Object.fromEntries(Object.keys(wire).map((name) => [name, (question: unknown) => ask(name, question)])) as unknown as Api;
  return {
    api,
    dispose: () => {
      listening.dispose();
      for (const { reject } of pending.values()) reject(new FailureError({ kind: 'interrupted', message: t('The chat panel was closed.'), action: 'retry' }));
      pending.clear();
    },
  };
}
