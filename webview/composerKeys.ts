/** How long after a composition an Enter still belongs to it, in milliseconds: WebKit ends the composition before it tells of the key. */
const sameKey = 100;

/** Calls `send` when Enter is pressed to send: not to break a line, and not as a part of composing text with an input method. */
export function sendOnEnter(area: HTMLTextAreaElement, send: () => void): void {
  let composedAt: number | undefined;

  area.addEventListener('compositionend', (event) => { composedAt = event.timeStamp; });
  area.addEventListener('keyup', () => { composedAt = undefined; });
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey || composes(event)) return;
    event.preventDefault();
    if (event.repeat || (composedAt !== undefined && event.timeStamp - composedAt < sameKey)) return;
    send();
  });
}

function composes(event: KeyboardEvent): boolean {
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else tells of a key that an input method has taken
  return event.isComposing || event.keyCode === 229;
}
