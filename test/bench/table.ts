function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Prints a table in Markdown: the heads, then the rows. */
export function printTable(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): void {
  process.stdout.write(`\n### ${title}\n\n${[line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')}\n`);
}

/** Milliseconds that one call takes. */
export function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The value that this part of the sorted ones lies below. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
