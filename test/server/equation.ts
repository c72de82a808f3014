/** A linear equation of one unknown that stands in a text. */
export interface Equation {
  /** As it was written: `3x + 11 = 14`. */
  readonly text: string;
  /** Python that solves it. */
  readonly code: string;
  readonly unknown: string;
  readonly solution: number;
}

const linear = /(?<factor>-?\d*(?:\.\d+)?)\s*\*?\s*(?<unknown>[a-z])(?:\s*(?<sign>[-+])\s*(?<added>\d+(?:\.\d+)?))?\s*=\s*(?<right>-?\d+(?:\.\d+)?)/;

/** The first linear equation in a text, solved; undefined for none. */
export function equationIn(text: string): Equation | undefined {
  const found = linear.exec(text);
  const { factor = '', unknown = '', sign = '+', added = '0', right = '' } = found?.groups ?? {};
  if (found === null) return undefined;
  const times = factor === '' || factor === '-' ? Number(`${factor}1`) : Number(factor);
  if (times === 0) return undefined;
  const code = [
    'from sympy import Eq, solve, symbols',
    `${unknown} = symbols('${unknown}')`,
    `solve(Eq(${String(times)}*${unknown} ${sign} ${added}, ${right}), ${unknown})`,
  ];
  const solution = (Number(right) - Number(`${sign}${added}`)) / times;
  return { text: found[0], code: code.join('\n'), unknown, solution };
}
