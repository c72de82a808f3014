/** The longest stem, in characters: paths have limits too. */
const longest = 60;

/** A file's stem for a name: readable on every system, and different from those that are taken, in capitals or not. */
export function freeStem(name: string, taken: readonly string[]): string {
  const words = name.normalize('NFC').toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
  const cut = cutTo(words, longest);
  // Device names of Windows are no file names there, whatever follows them.
  const stem = cut === '' || /^(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³])$/.test(cut) ? `assistant${cut === '' ? '' : `-${cut}`}` : cut;
  const known = new Set(taken.map((other) => other.normalize('NFC').toLowerCase()));
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : `-${String(number)}`;
    const candidate = `${cutTo(stem, longest - ending.length)}${ending}`;
    if (!known.has(candidate)) return candidate;
  }
}

/** Cut between whole letters, with no hyphen left at the end. */
function cutTo(words: string, length: number): string {
  return words.slice(0, length).toWellFormed().replaceAll('\uFFFD', '').replace(/-$/, '');
}
