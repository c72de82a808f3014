import * as v from 'valibot';

const pairs = 16;

/** Metadata as every object of the service has it: 16 pairs, keys of 64 and values of 512 characters. */
export const metadata = v.exactOptional(v.nullable(v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(64)), v.pipe(v.string(), v.maxLength(512))),
  v.check((given) => Object.keys(given).length <= pairs, `at most ${String(pairs)} pairs`),
)));
