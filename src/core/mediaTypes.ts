/** How files of a type begin; `undefined` stands for any byte. */
const signatures: readonly (readonly [type: string, bytes: readonly (number | undefined)[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', [0x52, 0x49, 0x46, 0x46, undefined, undefined, undefined, undefined, 0x57, 0x45, 0x42, 0x50]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46]],
];

/** By the endings of names. A drawing in SVG is a text: it is never shown as an image. */
const endings: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv'], ['gif', 'image/gif'], ['htm', 'text/html'], ['html', 'text/html'], ['jpeg', 'image/jpeg'], ['jpg', 'image/jpeg'], ['json', 'application/json'],
  ['md', 'text/markdown'], ['pdf', 'application/pdf'], ['png', 'image/png'], ['svg', 'text/xml'], ['tsv', 'text/tab-separated-values'], ['txt', 'text/plain'],
  ['webp', 'image/webp'], ['xml', 'text/xml'], ['zip', 'application/zip'],
]);

const unknown = 'application/octet-stream';

/** The most bytes at the beginning of a file that tell what it is. */
export const headLength = 4096;

/** What a file of this name is likely to be. */
export function mediaTypeOf(name: string): string {
  return endings.get(/\.(?<ending>\w+)$/.exec(name)?.groups?.['ending']?.toLowerCase() ?? '') ?? unknown;
}

/** What a file is by its first bytes: an image or a text only if they say so, whatever its name is. */
export function mediaTypeIn(head: Uint8Array, name: string): string {
  const signed = signatures.find(([, bytes]) => bytes.every((byte, index) => byte === undefined || head[index] === byte));
  if (signed !== undefined) return signed[0];
  const named = mediaTypeOf(name);
  const isText = !head.includes(0);
  if (named === unknown) return isText ? 'text/plain' : unknown;
  const claimsText = named.startsWith('text/') || named === 'application/json';
  return signatures.some(([type]) => type === named) || (claimsText && !isText) ? unknown : named;
}
