import type { Attachment } from '../shared/attachment.ts';
import type { Message } from '../shared/message.ts';
import type { Assistant } from './assistant.ts';
import { changeParts, leftOfChanges } from './changeParts.ts';
import { settingsPart } from './assistantSettings.ts';
import type { Turn } from './engine.ts';
import type { Exit, Gate } from './gate.ts';
import { placeOf, type Obstacle, type Outgoing } from './obstacles.ts';
import type { Passage } from './passages.ts';
import { t } from '../shared/words.ts';

/** Kinds of attachments that are no part of a file: the name of one says nothing of what it holds. */
const fileless: ReadonlySet<Attachment['kind']> = new Set(['changes', 'problems', 'terminal']);

/** What of a turn is text that leaves. */
export interface TurnTexts extends Pick<Turn, 'history' | 'prompt'> {
  readonly assistant: Assistant;
  readonly instructions?: string;
}

/** All that a turn sends, part by part. `fresh`: the prompt was written just now, and not sent before. */
export function partsOf({ assistant, history, instructions = '', prompt }: TurnTexts, fresh: boolean): readonly Outgoing[] {
  const origin = 'instructions';
  return [
    { id: 'instructions', name: t('The instructions of {0}', assistant.name), origin, text: assistant.instructions },
    { id: 'additional', name: t('The additional instructions of {0}', assistant.name), origin, text: assistant.additionalInstructions ?? '' },
    settingsPart(assistant),
    { id: 'thread', name: t('The instructions for this thread'), origin, text: instructions },
    ...history.flatMap(earlierParts),
    { id: 'prompt', name: t('Your message'), origin: fresh ? 'prompt' : 'earlier', text: prompt.text },
    ...prompt.attachments.flatMap((attachment) => attachedParts(attachment, fresh ? 'attachment' : 'earlier')),
  ];
}

/** The turn with these parts only, as they now read. */
export function withParts(texts: TurnTexts, parts: readonly Outgoing[]): TurnTexts {
  const { assistant, history, instructions, prompt } = texts;
  const kept = new Map(parts.map(({ id, text }) => [id, text]));
  const textOf = (id: string): string => kept.get(id) ?? '';
  const attached = (attachments: readonly Attachment[]): readonly Attachment[] => attachments.flatMap((attachment) => {
    const text = attachment.kind === 'changes' ? leftOfChanges(attachment, kept) : kept.get(attachment.id);
    return text === undefined ? [] : [{ ...attachment, text }];
  });
  return {
    assistant: { ...assistant, instructions: textOf('instructions'), ...(assistant.additionalInstructions === undefined ? {} : { additionalInstructions: textOf('additional') }) },
    history: history.map((message) => ({ ...message, text: textOf(message.id), ...(message.role === 'user' ? { attachments: attached(message.attachments) } : {}) })),
    prompt: { text: textOf('prompt'), attachments: attached(prompt.attachments) },
    ...(instructions === undefined ? {} : { instructions: textOf('thread') }),
  };
}

/** Passages as they may leave. Throws FailureError `withheld` when the user wants nothing sent. */
export async function passedPassages(gate: Gate, exit: Exit, passages: readonly Passage[]): Promise<readonly Passage[]> {
  if (passages.length === 0) return [];
  const passed = await gate.pass(exit, passages.map(passagePart));
  return passed.map(({ passage, text }) => ({ ...passage, text }));
}

/** A turn as it would leave; undefined where something stands in the way. Nobody is asked. */
export async function unaskedTexts(gate: Gate, exit: Parameters<Gate['foresee']>[0], texts: TurnTexts, fresh: boolean): Promise<TurnTexts | undefined> {
  const { parts, obstacles } = await gate.foresee(exit, partsOf(texts, fresh));
  return obstacles.length > 0 ? undefined : withParts(texts, parts);
}

/** A turn and its passages as they would leave where nothing stands in the way, else as they stand; nobody is asked. */
export async function foreseenTexts(
  gate: Gate, exit: Parameters<Gate['foresee']>[0], texts: TurnTexts, passages: readonly Passage[],
): Promise<{ readonly texts: TurnTexts; readonly found: readonly Passage[]; readonly obstacles: readonly Obstacle[] }> {
  const turn = await gate.foresee(exit, partsOf(texts, true));
  const found = await gate.foresee(exit, passages.map(passagePart));
  return {
    texts: turn.obstacles.length > 0 ? texts : withParts(texts, turn.parts),
    found: found.obstacles.length > 0 ? passages : found.parts.map(({ passage, text }) => ({ ...passage, text })),
    obstacles: [...turn.obstacles, ...found.obstacles],
  };
}

function passagePart(passage: Passage, index: number): Outgoing & { readonly passage: Passage } {
  const { path, startLine, text } = passage;
  return { id: String(index), name: path, origin: 'attachment', path, startLine, text, passage };
}

/** All the words of these messages. */
export function wordsOf(messages: readonly Message[]): readonly string[] {
  return messages.flatMap((message) => [message.text, ...(message.role === 'user' ? message.attachments.map(({ text }) => text) : [])]);
}

function earlierParts(message: Message): readonly Outgoing[] {
  const { id, role, text } = message;
  if (role === 'assistant') return [{ id, name: t('An earlier answer'), origin: 'earlier', text, ...(message.origin === undefined ? {} : { saidBy: message.origin }) }];
  return [{ id, name: t('An earlier message of yours'), origin: 'earlier', text }, ...message.attachments.flatMap((attachment) => attachedParts(attachment, 'earlier'))];
}

/** An attachment as it leaves: changes of several files are several parts. */
export function attachedParts(attachment: Attachment, origin: Outgoing['origin']): readonly Outgoing[] {
  const { id, kind, leadsTo, lines, media, text } = attachment;
  if (kind === 'changes') return changeParts(attachment, origin);
  const { name, path } = placeOf(attachment);
  return [{ id, name, origin, text, startLine: lines?.[0] ?? 1, isCut: media !== undefined, ...(fileless.has(kind) ? {} : { path }), ...(leadsTo === undefined ? {} : { leadsTo }) }];
}
