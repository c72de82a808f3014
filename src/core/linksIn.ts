import { addressIn, markdown } from '../shared/markdownReader.ts';
import { webAddress } from '../shared/webAddress.ts';

/** The addresses of the links and images of an answer that may be opened, in their order, as they are written. */
export function linksIn(answer: string): readonly string[] {
  return markdown.parse(answer, { notes: new Set() })
    .flatMap(({ children }) => children ?? [])
    .flatMap((token) => addressIn(token) ?? [])
    .filter((address) => webAddress(address) !== undefined);
}
