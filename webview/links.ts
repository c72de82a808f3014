import { fingerprint } from '../src/shared/fingerprint.ts';
import type { LinkPlace } from '../src/shared/asks.ts';
import { webAddress } from '../src/shared/webAddress.ts';
import { visible } from './visibleText.ts';

/** The longest address that a tooltip shows, in characters. */
const tooltipLimit = 300;

/** Where a link leads, and what its tooltip says about that. */
export interface Link {
  /** The address as it is written in the text: the host opens what it finds there itself. */
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

/** Tells `open` which link within this element is pressed, by mouse or key: its place among them, and the fingerprint of its address. The page itself follows none. */
export function followLinks(element: HTMLElement, open: (place: LinkPlace) => void): void {
  const follow = (event: Event): void => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-address]') : null;
    const address = link?.dataset['address'];
    if (address === undefined) return;
    event.preventDefault();
    const index = Array.from(element.querySelectorAll('[data-address]')).findIndex((each) => each === link);
    open({ index, fingerprint: fingerprint(address) });
  };
  element.addEventListener('click', follow);
  element.addEventListener('keydown', (event) => { if (event.key === 'Enter') follow(event); });
}
