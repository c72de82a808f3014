/**
 * Remembers which control within `home` has the focus; the answer gives it back if the page has lost it meanwhile: to the control
 * of the same kind, to its neighbour, or to `home` itself.
 */
export function focusKeeper(home: HTMLElement): () => void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === home || !home.contains(focused)) return () => undefined;
  const { control } = focused.dataset;
  return () => {
    if (home.contains(document.activeElement) || document.activeElement !== document.body) return;
    const same = control === undefined ? undefined : Array.from(home.querySelectorAll<HTMLElement>(`[data-control="${control}"]`)).at(-1);
    const next = same?.matches(':disabled') === true ? same.parentElement?.querySelector<HTMLElement>('[data-control]:enabled') : same;
    (next ?? home).focus({ preventScroll: true });
  };
}
