/** Goes from message to message with Alt and Page Up or Page Down, from wherever the focus is; `inSight` is where it begins. */
export function walkMessages(messages: HTMLElement, inSight: () => Element | undefined, go: (message: HTMLElement) => void): void {
  document.addEventListener('keydown', (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const step = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const all = Array.from(messages.querySelectorAll<HTMLElement>(':scope > .section > article'));
    const to = nextMessage(all, step, inSight());
    if (to !== undefined) go(to);
  });
}

function nextMessage(all: readonly HTMLElement[], step: 1 | -1, inSight: Element | undefined): HTMLElement | undefined {
  const { activeElement } = document;
  const within = all.findIndex((message) => message.contains(activeElement));
  if (within !== -1) return all[within + step];
  // Nobody is in a message yet: what is in sight comes first, upwards the last one of all.
  return step === -1 ? all.at(-1) : all.find((message) => message === inSight);
}
