/** Keeps `fetch` from holding on to all that was sent, which it does in order to follow redirects; we follow none. */
export const unkept = { fetchOptions: { redirect: 'error' } } as const;

/** The same pieces; `progress` is told how many bytes have been taken. */
export async function* watched(pieces: AsyncIterable<Uint8Array>, progress?: (sent: number) => void): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const piece of pieces) {
    yield piece;
    sent += piece.length;
    progress?.(sent);
  }
}
