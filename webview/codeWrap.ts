const eventName = 'codewrap';

/** Lets all lines of code wrap, or none. */
export function toggleWrap(): void {
  const wraps = document.body.classList.toggle('code-wraps');
  document.dispatchEvent(new CustomEvent(eventName, { detail: wraps }));
}

/** Begins with what was chosen before, and hears of each change. */
export function followWrap(wraps: boolean, changed: (wraps: boolean) => void): void {
  document.body.classList.toggle('code-wraps', wraps);
  document.addEventListener(eventName, () => { changed(document.body.classList.contains('code-wraps')); });
}
