import { codeKinds, type CodeColors } from '../src/shared/codeColors.ts';

let shown: CodeColors | undefined;

/** Gives code the colours of the user's theme; what it does not say keeps the page's own. */
export function showCodeColors(colors: CodeColors | undefined): void {
  if (colors === shown) return;
  shown = colors;
  for (const kind of codeKinds) document.body.style.setProperty(`--code-${kind}`, colors?.[kind] ?? '');
}
