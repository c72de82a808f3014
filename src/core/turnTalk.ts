import type { Outcome } from '../shared/threadEvents.ts';
import type { Usage } from '../shared/usage.ts';
import { t } from '../shared/words.ts';
import type { AnswerRecord } from './answerRecord.ts';
import type { BackEnd, CallResult, EngineEvent, FunctionCall, ServerHandle, Turn } from './engine.ts';
import type { Exit } from './gate.ts';
import type { Heard } from './hearing.ts';
import type { Hearings } from './hearings.ts';
import { brokenOff, goneOn } from './outcomes.ts';
import { keepSent } from './sentKeeping.ts';
import { refusalOf } from './soundCall.ts';
import { answerCall } from './turnCalls.ts';
import type { TurnCitations } from './turnCitations.ts';
import type { Answering, Ask, TurnParts } from './turnPlan.ts';
import { refusedOf, requestOf } from './turnRequest.ts';
import { usageSum } from './usageSum.ts';

/** What is asked, of whom, and where it is written down. */
interface TalkParts {
  readonly parts: TurnParts;
  readonly hearings: Hearings;
  readonly exit: Exit;
  readonly ask: Ask;
  readonly who: Answering;
  readonly record: AnswerRecord;
  readonly citations: TurnCitations;
  readonly signal: AbortSignal;
}

/** One turn's talk with an engine: asks, writes down what is heard, answers calls. */
export class TurnTalk {
  readonly #talk: TalkParts;
  readonly #calls = new Set<string>();
  /** How many calls wait for their results. */
  #waiting = 0;
  /** How much is told again of what is there already, to the letter, in UTF-16 units. */
  #known: number;
  /** What was counted before, and with what is counted now. */
  readonly #before: Usage | undefined;
  #usage: Usage | undefined;
  #made: boolean;

  constructor(talk: TalkParts) {
    const { answer, handle } = talk.ask;
    this.#talk = talk;
    this.#known = handle === undefined ? 0 : answer.text.length - handle.from;
    this.#before = handle === undefined ? answer.usage : handle.usage;
    this.#usage = this.#before;
    this.#made = (answer.outputs ?? []).length > 0;
  }

  /** Listens until the answer ends, however it does. Throws what the engine throws. */
  async listen(): Promise<Outcome> {
    const { parts, hearings, exit, ask, who, record, signal } = this.#talk;
    const { backEnd, bill } = who;
    const model = ask.handle === undefined ? (who.assistant.model ?? (await backEnd.defaultModel(signal))) : ask.answer.model;
    const without = refusedOf(parts, who.assistant, ask.answer.connectionName, model);
    record.note({ model, ...(without.length === 0 ? {} : { without }) });
    const turn = this.#turn(model, without);
    bill?.begin(model);
    const heard: Omit<Heard, 'tell'> = { begin: (asked) => begin(backEnd, turn, ask.handle, asked), again: (by, asked) => begin(backEnd, turn, by, asked), handle: ask.handle, signal, holds: () => this.#waiting > 0 };
    for await (const event of hearings.hear(exit.threadId, ask.answer.id, heard)) {
      if (event.type === 'done') return this.#end(event);
      this.#hear(event);
    }
    return brokenOff(t('The connection ended before the answer did.'));
  }

  #turn(model: string, without: Turn['without']): Turn {
    const { parts, exit, ask: { answer, single, handle: _handle, question: _question, ...said }, who } = this.#talk;
    return {
      ...requestOf(parts, who, said, model),
      without: single === true ? [...without, 'n'] : without,
      call: (wanted) => this.#call(wanted),
      sent: (request) => { keepSent(parts, exit.threadId, answer.id, request); },
    };
  }

  #hear(event: Exclude<EngineEvent, { type: 'done' }>): void {
    const { parts, exit, ask, who, record } = this.#talk;
    if (event.type === 'text') this.#read(event.text, event.choice ?? 0);
    else if (event.type === 'step') record.step(event.step);
    else if (event.type === 'note') {
      const { citations: named, usage: counted, ...note } = event.note;
      if (named !== undefined) this.#talk.citations.name(named);
      if (counted !== undefined) {
        who.bill?.used(counted);
        this.#usage = usageSum(this.#before, counted);
      }
      record.note(counted === undefined || this.#usage === undefined ? note : { ...note, usage: this.#usage });
    } else if (event.type === 'begun') {
      record.begin(event.handle, this.#usage, this.#talk.citations.passages);
    } else if (event.type === 'made') {
      this.#made = true;
      parts.outputs.take(exit.threadId, ask.answer.id, who.connection.id, event.file);
    }
  }

  #read(heard: string, choice: number): void {
    const { who, record, citations } = this.#talk;
    const text = heard.slice(this.#known);
    this.#known -= heard.length - text.length;
    record.add(text, choice);
    who.bill?.heard(text);
    if (choice === 0) citations.add(heard);
  }

  #end({ incomplete }: Extract<EngineEvent, { type: 'done' }>): Outcome {
    if (incomplete !== undefined) return { state: 'incomplete', failure: incomplete };
    if (this.#talk.record.any || this.#made) return { state: 'complete' };
    return { state: 'failed', failure: { kind: 'requestRefused', message: t('The model returned no text.'), action: 'retry' } };
  }

  async #call(wanted: FunctionCall): Promise<CallResult> {
    const { parts, exit, ask, who, record, signal } = this.#talk;
    const refusal = refusalOf(wanted, who.assistant, this.#calls);
    if (refusal !== undefined) return { ok: false, output: refusal };
    this.#calls.add(wanted.id);
    this.#waiting += 1;
    return answerCall(parts, exit, wanted, ask.answer.id, record, signal).finally(() => { this.#waiting -= 1; });
  }

}

function begin({ engine }: BackEnd, turn: Turn, handle: ServerHandle | undefined, signal: AbortSignal): AsyncIterable<EngineEvent> {
  if (handle === undefined) return engine.answer(turn, signal);
  if (engine.rejoin === undefined) throw goneOn();
  return engine.rejoin(turn, handle, signal);
}
