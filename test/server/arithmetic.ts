/** The value of an expression of numbers, `+ - * / ^` and parentheses; undefined for anything else. */
export function compute(expression: string): number | undefined {
  const tokens = expression.match(/\d+(?:\.\d+)?|\*\*|[-+*/^()]|\S/g) ?? [];
  let at = 0;
  const take = (...wanted: readonly string[]): string | undefined => {
    const token = tokens[at];
    if (token === undefined || !wanted.includes(token)) return undefined;
    at += 1;
    return token;
  };

  function sum(): number {
    let value = product();
    for (let sign = take('+', '-'); sign !== undefined; sign = take('+', '-')) value += sign === '+' ? product() : -product();
    return value;
  }

  function product(): number {
    let value = power();
    for (let sign = take('*', '/'); sign !== undefined; sign = take('*', '/')) value = sign === '*' ? value * power() : value / power();
    return value;
  }

  function power(): number {
    if (take('-') !== undefined) return -power();
    const base = single();
    return take('^', '**') === undefined ? base : base ** power();
  }

  function single(): number {
    if (take('(') !== undefined) {
      const value = sum();
      return take(')') === undefined ? Number.NaN : value;
    }
    const value = Number(tokens[at] ?? Number.NaN);
    at += 1;
    return value;
  }

  const value = sum();
  return at < tokens.length || Number.isNaN(value) ? undefined : value;
}
