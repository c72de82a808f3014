import type { FilledPrompt } from '../shared/composerOffers.ts';
import { readHead } from './assistantFileHead.ts';
import { splitFrontMatter } from './frontMatter.ts';

/** A prompt file: `*.prompt.md`, as VS Code has them. */
export interface PromptFile {
  readonly description?: string;
  /** What is to be written after its name. */
  readonly hint?: string;
  readonly body: string;
}

/** The longest description that is shown, in characters. */
const longest = 1000;

/** Places that are to be filled in: `${input:name}`, `${input:name:what to write}`, `$ARGUMENTS`. */
const places = /\$\{input:(?<name>[^:}]{1,100})(?::(?<about>[^}]{0,500}))?\}|\$ARGUMENTS\b/g;

/** Reads a prompt file; a head that cannot be understood says nothing. */
export function readPromptFile(text: string): PromptFile {
  const { head, body } = splitFrontMatter(text);
  const { values } = readHead(head);
  const [description, hint] = [values['description'], values['argument-hint']];
  return { body, ...(typeof description === 'string' ? { description: description.slice(0, longest) } : {}), ...(typeof hint === 'string' ? { hint: hint.slice(0, longest) } : {}) };
}

/** The prompt with these words in the place of its arguments, else of its first input, else at its end. What is left to fill in stands in brackets. */
export function fillPrompt({ body, hint = 'arguments' }: PromptFile, words: string): FilledPrompt {
  const given = words.trim();
  const wholes = [...body.matchAll(places)].map(([whole, name]) => ({ whole, name }));
  const taker = wholes.find(({ name }) => name === undefined) ?? wholes[0];
  const gaps = new Set<string>();
  const text = body.replaceAll(places, (whole, name: string | undefined, about: string | undefined) => {
    if (given !== '' && name === taker?.name) return given;
    const gap = `[${about ?? name ?? hint}]`;
    gaps.add(gap);
    return gap;
  });
  return { text: given !== '' && taker === undefined ? `${text}\n\n${given}` : text, gaps: [...gaps] };
}
