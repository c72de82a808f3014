import type { CodeLine } from './tokenLines.ts';

/** The lines of a code in this language, coloured; undefined where nobody here knows the language. */
export type Highlight = (code: string, language: string) => readonly CodeLine[] | undefined;

let loaded: Promise<Highlight> | undefined;

/** Loads what knows the languages; most pages show code, and some never do. */
export function loadHighlight(): Promise<Highlight> {
  loaded ??= import('./highlighter.ts').then(({ highlight }) => highlight);
  return loaded;
}
