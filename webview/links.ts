import { visible } from './visibleText.ts';

const allowed = new Set(['https:', 'http:', 'mailto:']);

/** The longest address that a tooltip shows, in characters. */
const tooltipLimit = 300;

/** Where a link leads, and what its tooltip says about that. */
export interface Link {
  readonly href: string;
  readonly title: string;
}

/** The link that this address makes: only the web and mail, in full. Everything else makes none. */
export function safeLink(address: string): Link | undefined {
  const url = URL.parse(address);
  if (url === null || !allowed.has(url.protocol)) return undefined;
  const shown = visible(url.href.length > tooltipLimit ? `${url.href.slice(0, tooltipLimit)}…` : url.href);
  return { href: url.href, title: url.username === '' && url.password === '' ? shown : `${url.host} — ${shown}` };
}

/** The host that this address would ask; empty for an address without one. */
export function hostOf(address: string): string {
  return URL.parse(address.startsWith('//') ? `https:${address}` : address)?.host ?? '';
}
