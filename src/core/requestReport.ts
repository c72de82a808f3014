import type { ContextPart } from './contextParts.ts';
import type { SentRequest } from './sentRequest.ts';
import { indented } from './shownRequest.ts';
import { language, t } from '../shared/words.ts';

/** What is said of requests besides themselves. */
export interface RequestReport {
  /** Whom they are for and whether they have been sent, a sentence each. */
  readonly heading: readonly string[];
  readonly requests: readonly SentRequest[];
  /** Requests for a summary of the thread that ends here, which follow the others. */
  readonly summaries?: readonly SentRequest[];
  readonly parts: readonly ContextPart[];
  /** What is said of all tokens together. */
  readonly total: string;
  /** Whether the history goes along; where it does not, the server keeps it. */
  readonly sendsHistory: boolean;
}

/** The longest document that editors open, in characters. */
const longest = 30_000_000;

/** Requests as a document to read: JSON with comments. */
export function requestReport({ heading, requests, summaries = [], parts, total, sendsHistory }: RequestReport): string {
  const counted = parts.map(({ kind, name, tokens }) => `${`~${tokens.toLocaleString(language())}`.padStart(12)}  ${kind === 'history' && !sendsHistory ? t('{0}, which the server keeps: not sent again', name) : name}`);
  const head = [...heading, '', total, ...counted];
  const all = [...requests.map((request) => ({ request, notes: [] })), ...summaries.map((request) => ({ request, notes: [t('Sent for a summary of this thread, with which another one was to begin:')] }))];
  const bodies = all.map(({ request, notes }, index) => [...comment([...notes, ...about(request, index, all.length)]), request.body === '' ? 'null' : indented(request)].join('\n'));
  const text = `${comment(head).join('\n')}\n\n${bodies.length === 1 ? bodies[0] ?? '' : `[\n${bodies.join(',\n\n')}\n]`}\n`;
  return text.length <= longest ? text : `${text.slice(0, longest)}\n// ${t('The rest is too long to be shown.')}\n`;
}

function about({ method, address, headers, body, dropped }: SentRequest, index: number, count: number): readonly string[] {
  const weight = dropped === undefined ? t('{0} bytes, indented here to be read.', new TextEncoder().encode(body).length) : t('{0} characters, too many to be kept.', dropped);
  return [
    count === 1 ? `${method} ${address}` : t('{0} of {1}: {2}', index + 1, count, `${method} ${address}`),
    t('Headers, whose values are not shown: {0}', headers.join(', ')),
    body === '' && dropped === undefined ? t('Without a body.') : weight,
  ];
}

function comment(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '//' : `// ${line.replaceAll(/[\r\n\u2028\u2029]+/g, ' ')}`));
}
