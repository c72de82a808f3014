/** The longest stem, in characters: paths have limits too. */
const longest = 60;

/** A file's stem for a name: readable on every system, and different from those that are taken, in capitals or not. */
export function freeStem(name: string, taken: readonly string[]): string {
  const words = name.normalize('NFC').toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
  const cut = words.slice(0, longest).toWellFormed().replaceAll('\uFFFD', '').replace(/-$/, '');
  // Device names of Windows are no file names there, whatever follows them.
  const stem = cut === '' || /^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(cut) ? `assistant${cut === '' ? '' : `-${cut}`}` : cut;
  const known = new Set(taken.map((other) => other.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? stem : `${stem}-${String(number)}`;
    if (!known.has(candidate)) return candidate;
  }
}
