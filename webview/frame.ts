/** Without a frame, as in a hidden window, drawing still happens after this long, in milliseconds. */
const withoutFrame = 250;

/** The longest rest after a drawing, in milliseconds. */
const longestRest = 500;

/**
 * Draws at most once per animation frame, however often the result is called. A drawing that took long is followed by a rest of
 * twice that time, within limits, so that the page stays usable under any text.
 */
export function oncePerFrame(draw: () => void): () => void {
  let waiting = false;
  let restUntil = 0;

  const wait = (): void => {
    let drawn = false;
    const now = (): void => {
      if (drawn) return;
      drawn = true;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      waiting = false;
      const began = performance.now();
      draw();
      const ended = performance.now();
      restUntil = ended + Math.min(2 * (ended - began), longestRest);
    };
    const frame = requestAnimationFrame(now);
    const timer = setTimeout(now, withoutFrame);
  };

  return () => {
    if (waiting) return;
    waiting = true;
    const rest = restUntil - performance.now();
    if (rest > 16) setTimeout(wait, rest);
    else wait();
  };
}
