import { webAddress } from '../src/shared/webAddress.ts';
import { visible } from './visibleText.ts';

/** The longest address that a tooltip shows, in characters. */
const tooltipLimit = 300;

/** Where a link leads, and what its tooltip says about that. */
export interface Link {
  /** The address as it is written in the text: the host opens no other. */
  readonly address: string;
  readonly title: string;
}

/** The link that this address makes: only the web and mail, in full. Everything else makes none. */
export function safeLink(address: string): Link | undefined {
  const url = webAddress(address);
  if (url === undefined) return undefined;
  const shown = visible(url.href.length > tooltipLimit ? `${url.href.slice(0, tooltipLimit)}…` : url.href);
  return { address, title: url.username === '' && url.password === '' ? shown : `${url.host} — ${shown}` };
}

/** The host that this address would ask; empty for an address without one. */
export function hostOf(address: string): string {
  return URL.parse(address.startsWith('//') ? `https:${address}` : address)?.host ?? '';
}

/** Calls `open` with the address of each link within this element that is pressed, by mouse or key. The page itself follows none. */
export function followLinks(element: HTMLElement, open: (address: string) => void): void {
  const follow = (event: Event): void => {
    const address = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-address]')?.dataset['address'] : undefined;
    if (address === undefined) return;
    event.preventDefault();
    open(address);
  };
  element.addEventListener('click', follow);
  element.addEventListener('keydown', (event) => { if (event.key === 'Enter') follow(event); });
}
