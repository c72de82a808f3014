/** The longest address that can be opened, in characters. */
const addressLimit = 16_000;

const allowed = new Set(['https:', 'http:', 'mailto:']);

/** The address of a link that may be opened: of the web or of mail, in full. None of any other kind. */
export function webAddress(address: string): URL | undefined {
  const url = address.length > addressLimit ? null : URL.parse(address);
  return url !== null && allowed.has(url.protocol) ? url : undefined;
}
