/** A block of code as it stands in a prompt. */
export interface FencedBlock {
  /** The line above it, if that names a file; else empty. */
  readonly path: string;
  /** The fence's info string. */
  readonly language: string;
  readonly lines: readonly string[];
}

type Part = { readonly kind: 'line'; readonly line: string } | ({ readonly kind: 'block'; readonly source: string } & FencedBlock);

/** The fenced blocks of a text, in order. */
export function fencedBlocks(text: string): readonly FencedBlock[] {
  return parts(text).flatMap((part) => (part.kind === 'block' ? [{ path: part.path, language: part.language, lines: part.lines }] : []));
}

/** The text without the fenced blocks that carry a file's name: what the user typed beside them. */
export function withoutFiles(text: string): string {
  const kept = parts(text).map((part) => {
    if (part.kind === 'line') return part.line;
    return part.path === '' ? part.source : '';
  });
  return kept.join('\n').trim();
}

function parts(text: string): readonly Part[] {
  const found: Part[] = [];
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const fence = /^(?:`{3,}|~{3,})/.exec(line)?.[0];
    const end = fence === undefined ? -1 : lines.findIndex((other, at) => at > index && other.trimEnd() === fence);
    if (fence === undefined || end === -1) {
      found.push({ kind: 'line', line });
    } else {
      const path = takePath(found);
      const language = line.slice(fence.length).trim();
      found.push({ kind: 'block', path, language, lines: lines.slice(index + 1, end), source: lines.slice(index, end + 1).join('\n') });
      index = end;
    }
  }
  return found;
}

/** The last line so far, blank ones aside, if it names a file; it is taken away. */
function takePath(found: Part[]): string {
  const index = found.findLastIndex((part) => part.kind === 'block' || part.line.trim() !== '');
  const part = found[index];
  if (part?.kind !== 'line' || part.line.length > 300 || !/[\w-]\.\w|[\\/]\w|\w:\d/.test(part.line)) return '';
  found.splice(index);
  return part.line.trim();
}
