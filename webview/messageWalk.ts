/** Calls this for Alt with Page Up or Page Down, wherever the focus is: to the message before, or to the next one. */
export function hearMessageKeys(go: (step: -1 | 1) => void): void {
  document.addEventListener('keydown', (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key !== 'PageDown' && event.key !== 'PageUp') return;
    event.preventDefault();
    go(event.key === 'PageDown' ? 1 : -1);
  });
}

/** The message to go to from the one that has the focus; from anywhere else, upwards to the last one. */
export function nextMessage(all: readonly HTMLElement[], step: -1 | 1): HTMLElement | undefined {
  const at = all.findIndex((message) => message.contains(document.activeElement));
  if (at !== -1) return all[at + step];
  return step === -1 ? all.at(-1) : undefined;
}
