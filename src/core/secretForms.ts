/** A secret of visible ASCII in each form in which a text may hold it: plain, URL-encoded, JSON-escaped, and base64 wherever in a longer text it stood. */
export function formsOf(secret: string): readonly string[] {
  const encoded = encodeURIComponent(secret);
  const lower = encoded.replaceAll(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase());
  const escaped = JSON.stringify(secret).slice(1, -1);
  const base64 = [0, 1, 2].flatMap((before) => inBase64(secret, before));
  return [...new Set([secret, encoded, lower, escaped, JSON.stringify(escaped).slice(1, -1), escaped.replaceAll('/', '\\/'), ...base64])];
}

/** What base64 makes of a text with so many bytes before it: only the letters that no neighbour has a share in; in both alphabets. */
function inBase64(text: string, before: number): readonly string[] {
  const whole = btoa('\0'.repeat(before) + text).replace(/=+$/, '');
  const first = Math.ceil((before * 8) / 6);
  const last = Math.floor(((before + text.length) * 8) / 6);
  const own = whole.slice(first, last);
  return [own, own.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(own)];
}
