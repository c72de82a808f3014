/** How many mutated things a fuzz test tries: a sample, or what `npm run test:faults` asks for by this environment variable. */
export function faultSize(variable: string, sample: number): number {
  const asked = Number(process.env[variable]);
  return Number.isSafeInteger(asked) && asked > 0 ? asked : sample;
}
