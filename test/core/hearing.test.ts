import assert from 'node:assert/strict';
import type { EngineEvent, ServerHandle } from '../../src/core/engine.ts';
import { Hearing } from '../../src/core/hearing.ts';
import { turnPatience } from '../../src/core/turnPatience.ts';
import type { Silence } from '../../src/shared/silence.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { HandClock } from '../support/handClock.ts';

const handle: ServerHandle = { place: 'here', kind: 'response', id: 'resp_1' };
const begun: EngineEvent = { type: 'begun', handle };
const done: EngineEvent = { type: 'done' };
const text = (words: string): EngineEvent => ({ type: 'text', text: words });
const usage = (outputTokens: number): EngineEvent => ({ type: 'note', note: { usage: { inputTokens: 1, outputTokens } } });
const offline = new FailureError({ kind: 'offline', message: 'Lost.', action: 'retry' });

type Step = EngineEvent | Error | 'silence' | Promise<EngineEvent>;

/** An answer that is heard: by its first telling, and by others when it is asked for again. */
class Stage {
  readonly clock = new HandClock();
  readonly controller = new AbortController();
  /** What the user was offered, and took back. */
  readonly offered: (Silence | undefined)[] = [];
  readonly signals: AbortSignal[] = [];
  readonly hearing: Hearing;
  holds = false;
  asked = 0;
  said = '';
  usage: number | undefined;
  end: string | undefined;

  constructor(first: readonly Step[], ...again: readonly (readonly Step[])[]) {
    const tell = async function* tell(steps: readonly Step[]): AsyncGenerator<EngineEvent> {
      for (const step of steps) {
        if (step === 'silence') await Promise.withResolvers().promise;
        else if (step instanceof Error) throw step;
        else yield step;
      }
    };
    this.hearing = new Hearing({
      begin: (signal) => {
        this.signals.push(signal);
        return tell(first);
      },
      again: (_by, signal) => {
        this.signals.push(signal);
        this.asked += 1;
        return tell(again[this.asked - 1] ?? ['silence']);
      },
      signal: this.controller.signal,
      holds: () => this.holds,
      tell: (silence) => { this.offered.push(silence); },
    }, turnPatience, this.clock);
    void this.#hear();
  }

  async #hear(): Promise<void> {
    try {
      for await (const event of this.hearing.events()) {
        if (event.type === 'text') this.said += event.text;
        if (event.type === 'note') this.usage = event.note.usage?.outputTokens;
        if (event.type === 'done') this.end = 'done';
      }
      this.end ??= 'ended early';
    } catch (error) {
      this.end = error instanceof FailureError ? `${error.failure.kind}: ${error.message} ${error.failure.action}` : String(error);
    }
  }
}

describe('An answer that is heard', () => {
  it('says nothing by events that are not as they must be (case 58)', async () => {
    const nameless: EngineEvent = { type: 'begun', handle: { ...handle, id: '' } };
    const endless: EngineEvent = { type: 'text', text: 'No', choice: 1e9 };
    const stage = new Stage([nameless, text('So'), endless, begun, text('.'), done]);
    await stage.clock.pass(1);
    assert.deepEqual([stage.said, stage.end], ['So.', 'done']);
  });
});

describe('Silence in an answer', () => {
  it('is for the user to judge after 90 seconds, and ends nothing (case 6)', async () => {
    const stage = new Stage([text('So'), 'silence']);
    await stage.clock.pass(85);
    const before = [...stage.offered];
    await stage.clock.pass(400);
    assert.deepEqual([before, stage.offered, stage.end], [[], [{ seconds: 90 }], undefined]);
  });

  it('is over as soon as anything comes', async () => {
    const late = Promise.withResolvers<EngineEvent>();
    const stage = new Stage([text('So'), late.promise, 'silence']);
    await stage.clock.pass(95);
    late.resolve({ type: 'progress' });
    await stage.clock.pass(80);
    assert.deepEqual(stage.offered, [{ seconds: 90 }, undefined]);
  });

  it('is given up after ten minutes', async () => {
    const stage = new Stage([text('So'), 'silence']);
    await stage.clock.pass(605);
    assert.deepEqual([stage.end, stage.signals[0]?.aborted], ['stalled: The server has sent nothing for 600 seconds. retry', true]);
  });

  it('is waited through by a user who would rather wait, and judged anew after 90 seconds more', async () => {
    const stage = new Stage([text('So'), 'silence']);
    await stage.clock.pass(590);
    stage.hearing.wait();
    await stage.clock.pass(80);
    const after = [...stage.offered];
    await stage.clock.pass(15);
    assert.deepEqual([after, stage.offered, stage.end], [[{ seconds: 90 }, undefined], [{ seconds: 90 }, undefined, { seconds: 90 }], undefined]);
  });

  it('does not count while a function is waited for', async () => {
    const stage = new Stage([text('So'), 'silence']);
    stage.holds = true;
    await stage.clock.pass(2000);
    assert.deepEqual([stage.offered, stage.end], [[], undefined]);
  });

  it('is told apart from an end: a turn that is stopped ends at once, without a word', async () => {
    const stage = new Stage([text('So'), 'silence']);
    await stage.clock.pass(95);
    stage.controller.abort();
    await stage.clock.pass(1);
    assert.deepEqual([stage.offered, stage.end], [[{ seconds: 90 }, undefined], 'ended early']);
  });
});

describe('A server that is asked how its answer stands', () => {
  it('tells the rest of it, and nothing twice', async () => {
    const stage = new Stage([text('Let me see. '), usage(10), begun, text('It is'), 'silence'], [begun, text('It '), text('is so.'), usage(3), done]);
    await stage.clock.pass(95);
    stage.hearing.ask();
    await stage.clock.pass(1);
    assert.deepEqual([stage.said, stage.usage, stage.end, stage.offered], ['Let me see. It is so.', 13, 'done', [{ seconds: 90, canAsk: true }, { seconds: 90, canAsk: true, asking: true }, undefined]]);
  });

  it('is not told to end what is not heard any more', async () => {
    const stage = new Stage([begun, text('So'), 'silence'], [text('So'), 'silence']);
    await stage.clock.pass(95);
    stage.hearing.ask();
    await stage.clock.pass(1);
    assert.deepEqual(stage.signals.map(({ aborted, reason }) => `${String(aborted)} ${String(reason)}`), ['true closing', 'false undefined']);
  });

  it('is for the user to judge again when it says nothing for 90 seconds more', async () => {
    const stage = new Stage([begun, 'silence']);
    await stage.clock.pass(95);
    stage.hearing.ask();
    await stage.clock.pass(95);
    assert.deepEqual([stage.offered.map((silence) => silence?.asking === true), stage.asked], [[false, true, false], 1]);
  });

  it('is asked once, however often that is said, and not before it is offered', async () => {
    const stage = new Stage([begun, 'silence']);
    stage.hearing.ask();
    await stage.clock.pass(95);
    for (let time = 0; time < 9; time += 1) stage.hearing.ask();
    await stage.clock.pass(1);
    assert.equal(stage.asked, 1);
  });

  it('is asked without the user, too, before its answer is given up', async () => {
    const stage = new Stage([begun, text('So '), 'silence'], [begun, text('So '), text('it '), 'silence'], [begun, text('So it is.'), done]);
    await stage.clock.pass(1300);
    assert.deepEqual([stage.asked, stage.said, stage.end], [2, 'So it is.', 'done']);
  });

  it('is given up when it says nothing for ten minutes more', async () => {
    const stage = new Stage([begun, text('So'), 'silence']);
    await stage.clock.pass(1300);
    assert.deepEqual([stage.asked, stage.end], [1, 'stalled: The server has sent nothing for 600 seconds. retry']);
  });

  it('is not asked where it does not go on by itself', async () => {
    const stage = new Stage([text('So'), 'silence']);
    await stage.clock.pass(95);
    stage.hearing.ask();
    await stage.clock.pass(1);
    assert.deepEqual([stage.asked, stage.end], [0, undefined]);
  });
});

describe('A computer that slept in the middle of an answer', () => {
  it('has not been waiting for it (case 27)', async () => {
    const late = Promise.withResolvers<EngineEvent>();
    const stage = new Stage([text('So '), late.promise, done]);
    await stage.clock.sleep(3600);
    await stage.clock.pass(60);
    late.resolve(text('it is.'));
    await stage.clock.pass(1);
    assert.deepEqual([stage.said, stage.end, stage.offered], ['So it is.', 'done', []]);
  });

  it('asks for it once where its server goes on with it (case 27)', async () => {
    const stage = new Stage([begun, text('So '), 'silence'], [begun, text('So '), text('it'), 'silence']);
    await stage.clock.sleep(600);
    await stage.clock.pass(85);
    assert.deepEqual([stage.asked, stage.said, stage.offered, stage.end], [1, 'So it', [], undefined]);
  });

  it('asks for it until the network is there again, when the connection broke off (case 27)', async () => {
    const lost = Promise.withResolvers<EngineEvent>();
    const stage = new Stage([begun, text('So '), lost.promise], [offline], [offline], [text('So it is.'), done]);
    await stage.clock.sleep(600);
    lost.reject(offline);
    await stage.clock.pass(60);
    assert.deepEqual([stage.asked, stage.said, stage.end], [3, 'So it is.', 'done']);
  });

  it('gives up in a while when the network does not come back', async () => {
    const lost = Promise.withResolvers<EngineEvent>();
    const stage = new Stage([begun, text('So '), lost.promise], ...Array.from({ length: 9 }, () => [offline]));
    await stage.clock.sleep(600);
    lost.reject(offline);
    await stage.clock.pass(120);
    assert.deepEqual([stage.asked, stage.end], [6, 'offline: Lost. retry']);
  });

  it('says that it was broken off where it cannot be asked for, so that it can be continued (case 27)', async () => {
    const stage = new Stage([text('So '), 'silence']);
    await stage.clock.sleep(600);
    await stage.clock.pass(95);
    assert.deepEqual([stage.said, stage.end], ['So ', 'interrupted: This computer slept while the answer was arriving, and nothing has come since. continue']);
  });

  it('takes what was lost while it was awake as lost', async () => {
    const stage = new Stage([begun, text('So '), offline]);
    await stage.clock.pass(1);
    assert.deepEqual([stage.asked, stage.end], [0, 'offline: Lost. retry']);
  });
});
