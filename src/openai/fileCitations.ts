import type { ResponseFileSearchToolCall, ResponseOutputItem } from 'openai/resources/responses/responses';
import type { Citation } from '../shared/answerParts.ts';
import { searchWords } from '../core/searchWords.ts';
import { quoteLimit } from '../shared/schemas.ts';

/** A piece of a file that a search has found. */
export interface FoundText {
  readonly fileId: string;
  readonly score: number;
  readonly text: string;
}

/**
 * The passages that a response cites, each once, in their order. What a search found in a file is told apart by the words of the
 * sentence that cites it, as servers name only the file; where they do not tell what was found, the file alone is cited.
 */
export function citationsIn(items: readonly ResponseOutputItem[]): readonly Citation[] {
  // Servers leave out what they do not have, whatever the types say.
  const texts = items.flatMap((item) => (item.type === 'message' ? (item.content ?? []) : [])).flatMap((part) => (part.type === 'output_text' ? [part] : []));
  const found = foundIn(items);
  const citations = texts.flatMap(({ text, annotations }) => (annotations ?? []).flatMap((annotation): readonly Citation[] => {
    if (annotation.type !== 'file_citation') return [];
    const { file_id: fileId, filename, index } = annotation;
    const quote = bestFor(sentenceBefore(text ?? '', index), found.filter((piece) => piece.fileId === fileId))?.text;
    return [{ name: filename ?? fileId, fileId, ...quoteOf(quote) }];
  }));
  return eachOnce(citations);
}

/** What a citation quotes of a text. */
export function quoteOf(text: string | undefined): Pick<Citation, 'quote'> {
  return text === undefined || text === '' ? {} : { quote: text.slice(0, quoteLimit) };
}

/** Without what is cited already: the same words of the same file, or a file without words of which words are cited. */
export function eachOnce(citations: readonly Citation[]): readonly Citation[] {
  const each = [...new Map(citations.map((citation) => [JSON.stringify([citation.fileId, citation.quote]), citation])).values()];
  return each.filter(({ fileId, quote }) => quote !== undefined || !each.some((other) => other.fileId === fileId && other.quote !== undefined));
}

/** Of these the one that has most words of the sentence; of equals, the one that fitted the question best. */
export function bestFor(sentence: string, found: readonly FoundText[]): FoundText | undefined {
  const words = new Set(searchWords(sentence));
  const shared = (text: string): number => new Set(searchWords(text).filter((word) => words.has(word))).size;
  return found.map((piece) => ({ piece, words: shared(piece.text) })).toSorted((one, other) => other.words - one.words || other.piece.score - one.piece.score)[0]?.piece;
}

function foundIn(items: readonly ResponseOutputItem[]): readonly FoundText[] {
  const results = items.flatMap((item): readonly ResponseFileSearchToolCall.Result[] => (item.type === 'file_search_call' ? (item.results ?? []) : []));
  return results.flatMap(({ file_id: fileId, text, score = 0 }) => (fileId === undefined || text === undefined || text === '' ? [] : [{ fileId, text, score: score ?? 0 }]));
}

/** The sentence that ends here. */
function sentenceBefore(text: string, end: number | undefined): string {
  return /[^.!?。！？\n]*[.!?。！？\s]*$/.exec(text.slice(Math.max(0, (end ?? 0) - 400), end ?? 0))?.[0] ?? '';
}
