import type { Citation } from '../shared/answerParts.ts';
import type { Answer } from '../shared/message.ts';
import { citedPassages } from './passageCitations.ts';
import type { TurnKnowledge } from './turnKnowledge.ts';

type Origin = (fileId: string) => ReturnType<TurnKnowledge['origin']>;

/** Gathers what one answer cites: files that its server names, and passages by their numbers in its text. */
export class TurnCitations {
  readonly #before: readonly Citation[];
  /** The passages that went along with the prompt, by their numbers. */
  readonly passages: readonly Citation[];
  readonly #origin: Origin;
  #text = '';
  #named: readonly Citation[] = [];

  /** `answer` as it stands: one that is taken up again keeps what it has cited. `origin` says where a file of the server's lies here. */
  constructor({ citations = [] }: Answer, passages: readonly Citation[], origin: Origin) {
    this.#before = citations;
    this.passages = passages;
    this.#origin = origin;
  }

  add(text: string): void {
    this.#text += text;
  }

  /** What its server names, all of it. */
  name(citations: readonly Citation[]): void {
    this.#named = citations.map((citation) => this.#located(citation));
  }

  /** All of them, each once. */
  get all(): readonly Citation[] {
    const all = [...this.#before, ...this.#named, ...citedPassages(this.#text, this.passages)];
    return [...new Map(all.map((citation) => [keyOf(citation), citation])).values()];
  }

  #located(citation: Citation): Citation {
    const origin = citation.fileId === undefined ? undefined : this.#origin(citation.fileId);
    return origin === undefined ? citation : { ...citation, ...origin, name: origin.path };
  }
}

function keyOf({ number, path, name, fileId, startLine, quote }: Citation): string {
  return JSON.stringify([number, path ?? name, fileId, startLine, ...(fileId === undefined ? [] : [quote])]);
}
