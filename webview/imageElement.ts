import { h } from './elements.ts';
import { t } from './l10n.ts';

/** How far outside of what is seen an image begins to be read. */
const margin = '600px';

/**
 * An image of bytes that the host has checked, read when it is about to be seen. It is shown by an address that this page makes for
 * these bytes alone: nothing is loaded from anywhere.
 */
export function imageElement(name: string, mediaType: string, read: () => Promise<Uint8Array<ArrayBuffer>>): HTMLElement {
  const frame = h('div', { class: 'output-image', 'aria-busy': 'true' });
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    watch.disconnect();
    void fill(frame, name, mediaType, read);
  }, { rootMargin: margin });
  watch.observe(frame);
  return frame;
}

async function fill(frame: HTMLElement, name: string, mediaType: string, read: () => Promise<Uint8Array<ArrayBuffer>>): Promise<void> {
  try {
    const address = URL.createObjectURL(new Blob([await read()], { type: mediaType }));
    const image = document.createElement('img');
    image.alt = name;
    image.src = address;
    await image.decode().finally(() => { URL.revokeObjectURL(address); });
    frame.replaceChildren(image);
  } catch {
    frame.replaceChildren(h('p', { class: 'meta' }, [t('This image cannot be shown.')]));
  }
  frame.removeAttribute('aria-busy');
}
