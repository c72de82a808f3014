/** How long after a composition an Enter still belongs to it, in milliseconds: WebKit ends the composition before it tells of the key. */
const sameKey = 100;

/** What is being composed in an area by an input method. */
export interface Composition {
  /** Does this at once, or as soon as nothing is being composed. */
  after(work: () => void): void;
}

/**
 * Keeps from everybody who listens to this area later what belongs to an input method: its keys, and the text while it is being
 * composed. When a composition has ended, they are told of its text as of any other.
 */
export function keepFromComposing(area: HTMLTextAreaElement): Composition {
  let composedAt: number | undefined;
  let isComposing = false;
  const waiting: (() => void)[] = [];

  area.addEventListener('compositionstart', () => { isComposing = true; });
  area.addEventListener('keyup', () => { composedAt = undefined; });
  area.addEventListener('keydown', (event) => {
    if (composes(event)) event.stopImmediatePropagation();
    else if (event.key === 'Enter' && composedAt !== undefined && event.timeStamp - composedAt < sameKey) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  });
  area.addEventListener('input', (event) => {
    if (event instanceof InputEvent && event.isComposing) event.stopImmediatePropagation();
  });
  area.addEventListener('compositionend', (event) => {
    composedAt = event.timeStamp;
    isComposing = false;
    area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromComposition' }));
    for (const work of waiting.splice(0)) work();
  });
  return {
    after: (work) => {
      if (isComposing) waiting.push(work);
      else work();
    },
  };
}

function composes(event: KeyboardEvent): boolean {
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else tells of a key that an input method has taken
  return event.isComposing || event.keyCode === 229;
}
