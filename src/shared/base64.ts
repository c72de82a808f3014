/** How many bytes become letters at once: fewer than a function takes arguments. */
const stretch = 0x2000;

/** Bytes as base64 (RFC 4648, 4), padded. */
export function toBase64(bytes: Uint8Array): string {
  const letters: string[] = [];
  for (let at = 0; at < bytes.length; at += stretch) letters.push(String.fromCharCode(...bytes.subarray(at, at + stretch)));
  return btoa(letters.join(''));
}

/** The bytes that this base64 stands for. Throws DOMException for what is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.codePointAt(at) ?? 0;
  return bytes;
}
