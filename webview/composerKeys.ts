import type { SendKey } from '../src/shared/status.ts';

/** What the keys of the composer do. */
interface KeySteps {
  readonly sendKey: () => SendKey;
  readonly send: () => void;
  /** Sends although an answer is arriving, which is stopped. */
  readonly sendNow: () => void;
}

/** Calls these when Enter is pressed to send, and not to break a line. */
export function listenToKeys(area: HTMLTextAreaElement, steps: KeySteps): void {
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.altKey) return;
    const wanted = meaningOf(event, steps.sendKey());
    if (wanted === undefined) return;
    event.preventDefault();
    if (!event.repeat) steps[wanted]();
  });
}

function meaningOf({ shiftKey, ctrlKey, metaKey }: KeyboardEvent, sendKey: SendKey): 'send' | 'sendNow' | undefined {
  const isControlled = ctrlKey || metaKey;
  if (sendKey === 'ctrlEnter') return isControlled ? (shiftKey ? 'sendNow' : 'send') : undefined;
  if (shiftKey) return undefined;
  return isControlled ? 'sendNow' : 'send';
}
