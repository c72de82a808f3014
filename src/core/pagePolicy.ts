/**
 * The Content Security Policy of the chat's page: it may run the script that bears this nonce and what that imports, load styles, fonts and
 * images from `source`, show images that it was given, and nothing else. The one hash among the styles is that of the empty text, which the toolkit’s theming inserts.
 */
export function pagePolicy(nonce: string, source: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source} 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='`,
    `font-src ${source}`,
    `img-src ${source} blob:`,
    ...['connect', 'media', 'object', 'frame', 'child', 'worker', 'manifest'].map((kind) => `${kind}-src 'none'`),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
