import type { ResponseFileSearchToolCall, ResponseOutputItem } from 'openai/resources/responses/responses';
import type { Citation } from '../shared/answerParts.ts';
import { quoteLimit } from '../shared/schemas.ts';

/** The files that a response cites, each once, in their order, with the words that a search found in them, if the server tells these. */
export function citationsIn(items: readonly ResponseOutputItem[]): readonly Citation[] {
  // Servers leave out what they do not have, whatever the types say.
  const texts = items.flatMap((item) => (item.type === 'message' ? (item.content ?? []) : []));
  const annotations = texts.flatMap((part) => (part.type === 'output_text' ? (part.annotations ?? []) : []));
  const quotes = quotesIn(items);
  const citations = annotations.flatMap((annotation) => {
    if (annotation.type !== 'file_citation') return [];
    const { file_id: fileId, filename } = annotation;
    const quote = quotes.get(fileId);
    const name = filename ?? fileId;
    return [[fileId, { name, fileId, ...(quote === undefined ? {} : { quote: quote.slice(0, quoteLimit) }) }] as const];
  });
  return [...new Map(citations).values()];
}

/** What fits best in each file that was found. */
function quotesIn(items: readonly ResponseOutputItem[]): ReadonlyMap<string, string> {
  const results = items.flatMap((item): readonly ResponseFileSearchToolCall.Result[] => (item.type === 'file_search_call' ? (item.results ?? []) : []));
  const ascending = results.toSorted((one, other) => (one.score ?? 0) - (other.score ?? 0));
  return new Map(ascending.flatMap(({ file_id: id, text }) => (id === undefined || text === undefined || text === '' ? [] : [[id, text] as const])));
}
