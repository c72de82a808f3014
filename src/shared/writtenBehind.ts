/** What was written behind a text that was sent meanwhile; undefined where the text does not stand before it any more. */
export function writtenBehind(sent: string, written: string): string | undefined {
  return written.startsWith(sent) ? written.slice(sent.length).trimStart() : undefined;
}
