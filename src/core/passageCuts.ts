/** A piece of a text, with its lines, which count from 1, both ends included. */
export interface Cut {
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
}

/** About how many tokens a passage has, and how many of them it shares with the one before. */
const size = 800;
const overlap = 200;

interface Line extends Pick<Cut, 'text'> {
  readonly number: number;
  readonly tokens: number;
}

/** Cuts a text into passages by its lines; each begins with the last lines of the one before. A line that is too long for one is cut too. */
export function cutPassages(text: string): readonly Cut[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).flatMap(pieces);
  const cuts: Cut[] = [];
  for (let from = 0; from < lines.length; ) {
    const to = endOf(lines, from);
    const cut = joined(lines.slice(from, to));
    if (cut !== undefined) cuts.push(cut);
    from = to >= lines.length ? to : Math.max(from + 1, overlapping(lines, to));
  }
  return cuts;
}

/** About how many tokens a text is: four ASCII characters, or one of Chinese, Japanese and Korean, or two and a half others. */
export function estimatedTokens(text: string): number {
  let quarters = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    quarters += code < 0x80 ? 1 : code < 0x2e80 ? 1.6 : 4;
  }
  return quarters / 4;
}

/** A line as it stands, or in pieces that fit. */
function pieces(line: string, index: number): readonly Line[] {
  const tokens = estimatedTokens(line) + 0.25;
  const number = index + 1;
  if (tokens <= size) return [{ number, text: line, tokens }];
  const length = Math.max(1, Math.floor((line.length * size) / tokens));
  const count = Math.ceil(line.length / length);
  return Array.from({ length: count }, (_, piece) => ({ number, text: line.slice(piece * length, (piece + 1) * length), tokens: Math.min(size, tokens / count) }));
}

/** Where the passage that begins here ends: at a blank line, if there is one in its last third. */
function endOf(lines: readonly Line[], from: number): number {
  let tokens = 0;
  let blank: number | undefined;
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index];
    tokens += line?.tokens ?? 0;
    if (tokens > size && index > from) return blank ?? index;
    if (line?.text.trim() === '' && tokens > (size * 2) / 3) blank = index + 1;
  }
  return lines.length;
}

function overlapping(lines: readonly Line[], to: number): number {
  let tokens = 0;
  let from = to;
  while (from > 0) {
    tokens += lines[from - 1]?.tokens ?? 0;
    if (tokens > overlap) return from;
    from -= 1;
  }
  return from;
}

function joined(lines: readonly Line[]): Cut | undefined {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined || lines.every(({ text }) => text.trim() === '')) return undefined;
  const text = lines.map((line, index) => (index === 0 || line.number === lines[index - 1]?.number ? line.text : `\n${line.text}`)).join('');
  return { startLine: first.number, endLine: last.number, text };
}
