import type { LinkPlace } from '../shared/asks.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Thread } from '../shared/thread.ts';
import { webAddress } from '../shared/webAddress.ts';
import { nearestPart } from './nearestPart.ts';
import { t } from '../shared/words.ts';

/** The most of an address that a question shows, in characters. */
const shownLimit = 300;

/** A link of an answer that the user wants to follow. */
export interface AnswerLink {
  /** The whole address, in ASCII. */
  readonly address: string;
  /** As much of it as is shown. */
  readonly shown: string;
  /** Where it really leads: the host, or who gets the mail. */
  readonly place: string;
  /** What the user should know before it is opened; nothing where the address is what it seems. */
  readonly doubts: readonly string[];
}

/** The link at this place of an answer. Throws FailureError `notFound` when the answer holds none there, or it is none that is opened. */
export async function answerLink({ messages }: Thread, messageId: string, place: LinkPlace): Promise<AnswerLink> {
  const message = messages.find(({ id }) => id === messageId);
  const { linksIn } = await import('./linksIn.ts');
  const address = message?.role === 'assistant' ? nearestPart(linksIn(message.text), (each) => each, place) : undefined;
  const url = address === undefined ? undefined : webAddress(address);
  if (url === undefined) throw new FailureError({ kind: 'notFound', message: t('This answer has no such link any more.'), action: 'newThread' });
  const shown = url.href.length > shownLimit ? `${url.href.slice(0, shownLimit)}…` : url.href;
  return { address: url.href, shown, place: url.protocol === 'mailto:' ? url.pathname : url.host, doubts: doubtsOf(url) };
}

function doubtsOf({ protocol, username, password, host, hostname }: URL): readonly string[] {
  const local = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  return [
    ...(protocol === 'mailto:' ? [t('Your mail program will open.')] : []),
    ...(username === '' && password === '' ? [] : [t('What stands before the @ is a name, not the place: the link leads to {0}.', host)]),
    ...(/(?:^|\.)xn--/.test(hostname) ? [t('The name of the place holds letters that may look like others; this is its name in plain letters.')] : []),
    ...(protocol === 'http:' && !local ? [t('The connection is not encrypted: others on the way can read and change it.')] : []),
  ];
}
