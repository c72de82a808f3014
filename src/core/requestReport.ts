import type { ContextPart } from './contextParts.ts';
import type { SentRequest } from './sentRequest.ts';
import { indented } from './shownRequest.ts';

/** What is said of requests besides themselves. */
export interface RequestReport {
  /** Whom they are for and whether they have been sent, a sentence each. */
  readonly heading: readonly string[];
  readonly requests: readonly SentRequest[];
  readonly parts: readonly ContextPart[];
  /** What is said of all tokens together. */
  readonly total: string;
  /** Whether the history goes along; where it does not, the server keeps it. */
  readonly sendsHistory: boolean;
}

/** The longest document that editors open, in characters. */
const longest = 30_000_000;

/** Requests as a document to read: JSON with comments. */
export function requestReport({ heading, requests, parts, total, sendsHistory }: RequestReport): string {
  const counted = parts.map(({ kind, name, tokens }) => `${`~${tokens.toLocaleString('en')}`.padStart(12)}  ${name}${kind === 'history' && !sendsHistory ? ', which the server keeps: not sent again' : ''}`);
  const head = [...heading, '', total, ...counted];
  const bodies = requests.map((request, index) => [...comment(about(request, index, requests.length)), request.body === '' ? 'null' : indented(request)].join('\n'));
  const text = `${comment(head).join('\n')}\n\n${bodies.length === 1 ? bodies[0] ?? '' : `[\n${bodies.join(',\n\n')}\n]`}\n`;
  return text.length <= longest ? text : `${text.slice(0, longest)}\n// The rest is too long to be shown.\n`;
}

function about({ method, address, headers, body, dropped }: SentRequest, index: number, count: number): readonly string[] {
  const weight = dropped === undefined ? `${new TextEncoder().encode(body).length.toLocaleString('en')} bytes, indented here to be read.` : `${dropped.toLocaleString('en')} characters, too many to be kept.`;
  return [
    `${count === 1 ? '' : `${String(index + 1)} of ${String(count)}: `}${method} ${address}`,
    `Headers, whose values are not shown: ${headers.join(', ')}`,
    body === '' && dropped === undefined ? 'Without a body.' : weight,
  ];
}

function comment(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '//' : `// ${line.replaceAll(/[\r\n\u2028\u2029]+/g, ' ')}`));
}
