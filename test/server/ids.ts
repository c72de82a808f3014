import { randomBytes } from 'node:crypto';

/** A new id such as the service gives: `resp_` and 48 hexadecimal digits. Files have a hyphen in place of the underscore. */
export function newId(prefix: string, joint: '_' | '-' = '_'): string {
  return `${prefix}${joint}${randomBytes(24).toString('hex')}`;
}

/** Now, in whole seconds since the epoch, as the service tells time. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}
