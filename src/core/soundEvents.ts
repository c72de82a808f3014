import * as v from 'valibot';
import { FailureError } from '../shared/rpc.ts';
import { handle, note, step, textLimit } from '../shared/schemas.ts';
import type { EngineEvent, MadeFile } from './engine.ts';
import { t } from '../shared/words.ts';

/** The most choices, and the most steps and files, that one answer may have. */
const mostChoices = 128;
const mostThings = 2000;

/**
 * What may enter a thread of what an engine tells: a server can say anything, and an event that is not as it must be says no more than
 * that the answer is alive. Throws FailureError `tooLarge` for an answer of more than `textLimit` characters.
 */
export async function* soundEvents(events: AsyncIterable<EngineEvent>): AsyncGenerator<EngineEvent> {
  const things = new Set<string>();
  let length = 0;
  const isNew = (id: string): boolean => !things.has(id) && things.size >= mostThings;
  for await (const event of events) {
    const sound = soundEvent(event);
    if (sound.type === 'text') length += sound.text.length;
    if (length > textLimit) throw new FailureError({ kind: 'tooLarge', message: t('The answer is longer than 8 million characters; the rest was not read.'), action: 'continue' });
    const thing = sound.type === 'step' ? sound.step.id : sound.type === 'made' ? `file ${sound.file.id}` : undefined;
    if (thing !== undefined && isNew(thing)) yield { type: 'progress' };
    else {
      if (thing !== undefined) things.add(thing);
      yield sound;
    }
  }
}

function soundEvent(event: EngineEvent): EngineEvent {
  if (event.type === 'note') return soundNote(event);
  return isSound(event) ? event : { type: 'progress' };
}

function isSound(event: EngineEvent): boolean {
  if (event.type === 'text') return typeof event.text === 'string' && isChoice(event.choice);
  if (event.type === 'step') return v.is(step, cut(event));
  if (event.type === 'begun') return v.is(handle, { ...event.handle, from: 0 });
  return event.type !== 'made' || isMade(event.file);
}

function isMade({ id, name, stepId, again }: MadeFile): boolean {
  return isName(id) && isName(name) && (stepId === undefined || isName(stepId)) && (again === undefined || !('container' in again) || isName(again.container));
}

/** A note without what is not as it must be. */
function soundNote(event: Extract<EngineEvent, { readonly type: 'note' }>): EngineEvent {
  if (v.is(note, event.note)) return event;
  const sound = v.safeParse(note, Object.fromEntries(Object.entries(event.note).filter(([name, value]) => v.is(note, { [name]: value }))));
  return sound.success ? { type: 'note', note: sound.output } : { type: 'progress' };
}

// The record cuts what is too long to be shown.
function cut({ step: told }: Extract<EngineEvent, { readonly type: 'step' }>): object {
  const { input, output, ...rest } = told;
  return { ...rest, ...(typeof input === 'string' || input === undefined ? {} : { input }), ...(typeof output === 'string' || output === undefined ? {} : { output }) };
}

function isChoice(choice: number | undefined): boolean {
  return choice === undefined || (Number.isSafeInteger(choice) && choice >= 0 && choice < mostChoices);
}

function isName(name: unknown): boolean {
  return typeof name === 'string' && name.length <= 4096;
}
