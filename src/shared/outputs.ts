import type { Output } from './answerParts.ts';

/** The most bytes of an image that is shown within an answer. */
export const imageLimit = 5 * 1024 * 1024;

/** The most bytes of a file that is opened here; what is longer can be saved. */
const openLimit = 20 * 1024 * 1024;

const images: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** How links of answers lead into the folder in which code ran. */
const sandbox = /^(?:sandbox:\/{0,2})?\/mnt\/data\/(?<path>.+)$/s;

/** What an address of an answer leads to in the folder in which code ran: `plots/chart.png`; undefined for one that leads elsewhere. */
export function sandboxPath(address: string): string | undefined {
  const path = sandbox.exec(address)?.groups?.['path'];
  try {
    return path === undefined ? undefined : decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The output that lies at this path of the folder in which code ran; where none does, the last with its name, for servers leave folders out, and models mistake them. */
export function outputAt(path: string, outputs: readonly Output[]): Output | undefined {
  const name = path.split('/').at(-1);
  return outputs.findLast((output) => (output.path ?? output.name) === path) ?? outputs.findLast((output) => output.name === name);
}

/** Whether it is but the image of a step that is there as well under the name that its server gives it, or was shown by an earlier step. */
export function isShownElsewhere({ id, hash, stepId }: Output, outputs: readonly Output[]): boolean {
  if (stepId === undefined || hash === undefined) return false;
  const same = outputs.filter((output) => output.hash === hash);
  return same.some((output) => output.stepId === undefined) || same[0]?.id !== id;
}

/** Whether it is kept here as an image that can be shown. */
export function isShown({ state, mediaType, bytes = 0 }: Output): boolean {
  return state === 'kept' && images.has(mediaType) && bytes <= imageLimit;
}

/** Whether it is kept here as an image or a text that can be opened. */
export function canBeOpened({ state, mediaType, bytes = 0 }: Output): boolean {
  return state === 'kept' && bytes <= openLimit && (images.has(mediaType) || mediaType.startsWith('text/') || mediaType === 'application/json');
}
