/** How far from the visible part something may be to count as seen soon, in CSS lengths. */
const margin = '600px 0px';

const waiting = new WeakMap<Element, () => void>();

const observer = new IntersectionObserver((entries, self) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    self.unobserve(target);
    waiting.get(target)?.();
  }
}, { rootMargin: margin });

/** Calls back once, when the element comes near to what the user sees. */
export function whenInSight(element: Element, then: () => void): void {
  waiting.set(element, then);
  observer.observe(element);
}
