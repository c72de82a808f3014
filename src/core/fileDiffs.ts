/** What a diff of Git says of one file. */
export interface FileDiff {
  readonly text: string;
  /** What the file is called after the change, and what before it, where that is another name; none for what stands before the first file. */
  readonly paths: readonly string[];
  /** The line of the whole diff that it begins in, from 1. */
  readonly startLine: number;
}

/** A diff, file by file: their texts together are the diff. */
export function fileDiffs(diff: string): readonly FileDiff[] {
  let startLine = 1;
  return diff.split(/^(?=diff --(?:git|cc|combined) )/m).map((text) => {
    const one = { text, paths: pathsIn(text), startLine };
    startLine += text.split('\n').length - 1;
    return one;
  });
}

/**
 * The line of the file in which a line of its diff stands: of the file as it was before, for one that was taken away; undefined for what
 * stands in neither, and in a merge of several. Lines count from 1.
 */
export function lineInFile(diff: string, line: number): number | undefined {
  let [before, after] = [0, 0];
  let at: number | undefined;
  let inside = false;
  for (const text of diff.split('\n', line)) {
    const [hunk, first = '', second = ''] = /^@@ -(\d+)\S* \+(\d+)/.exec(text) ?? [];
    at = undefined;
    if (hunk !== undefined) {
      [before, after, inside] = [Number(first), Number(second), true];
    } else if (inside && text.startsWith('-')) {
      at = before;
      before += 1;
    } else if (inside && !text.startsWith('\\')) {
      at = after;
      after += 1;
      if (!text.startsWith('+')) before += 1;
    }
  }
  return at;
}

/** The names in the head of a file's diff: those that stand alone before those that stand in one line. */
function pathsIn(text: string): readonly string[] {
  const head = text.split(/^@@/m, 1)[0] ?? '';
  const named = [/^(?:(?<side>\+\+\+)|rename to|copy to) (?<name>.+)$/gm, /^(?:(?<side>---)|rename from|copy from) (?<name>.+)$/gm]
    .flatMap((mark) => [...head.matchAll(mark)].map(({ groups }) => nameIn(groups?.['name'] ?? '', groups?.['side'] !== undefined)));
  const alone = named.filter((path) => path !== '/dev/null');
  return alone.length > 0 ? [...new Set(alone)] : pathsInFirstLine(head.split('\n', 1)[0] ?? '');
}

/** Of “diff --git a/x b/x” the name, where both are the same: Git says renames in lines of their own. */
function pathsInFirstLine(line: string): readonly string[] {
  const [, merged] = /^diff --(?:cc|combined) (.+)$/.exec(line) ?? [];
  if (merged !== undefined) return [nameIn(merged, false)];
  const [, both = ''] = /^diff --git (.+)$/.exec(line) ?? [];
  const half = (both.length - 1) / 2;
  const names = [both.slice(0, half), both.slice(half + 1)].map((name) => nameIn(name, true));
  return names[0] !== '' && names[0] === names[1] ? names.slice(1) : [];
}

/** A name as Git writes it: in quotation marks with its bytes where it has odd letters, with a letter for the side, with a tab after blanks. */
function nameIn(written: string, hasSide: boolean): string {
  const plain = written.replace(/\t$/, '');
  const name = plain.startsWith('"') && plain.endsWith('"') ? unquoted(plain.slice(1, -1)) : plain;
  return hasSide ? name.replace(/^[abciow]\//, '') : name;
}

function unquoted(quoted: string): string {
  const letters: Readonly<Record<string, string>> = { a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
  const encoder = new TextEncoder();
  const bytes = [...quoted.matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/gu)].flatMap(([piece, byte, letter]) => {
    if (byte !== undefined) return [Number.parseInt(byte, 8)];
    return [...encoder.encode(letter === undefined ? piece : (letters[letter] ?? letter))];
  });
  return new TextDecoder().decode(new Uint8Array(bytes));
}
