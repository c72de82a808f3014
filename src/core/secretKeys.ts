import type { NamedValue } from './secretNamedValues.ts';

const keyHead = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?=[^-]{0,300}?[A-Za-z0-9+/=]{40})/g;
const keyBody = /[\w\s+/=\\:,.-]{0,16384}/y;

/** The longest private key that is looked for, in characters: RSA with 16,384 bits has some 12,500. */
const longestKey = 16_384;

/** Private keys with their heads. */
export function* privateKeys(text: string): Generator<NamedValue> {
  let end = 0;
  for (const { index: from, 0: head } of text.matchAll(keyHead)) {
    if (from < end) continue;
    const near = text.slice(from + head.length, from + longestKey);
    const [foot] = /-----END [A-Z0-9 ]{0,60}-----/.exec(near) ?? [];
    keyBody.lastIndex = from + head.length;
    keyBody.test(text);
    end = foot === undefined ? keyBody.lastIndex : from + head.length + near.indexOf(foot) + foot.length;
    yield { kind: 'private key', from, to: end };
  }
}

const keyFoot = /-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const keyLine = /^[ \t+>|#*"'-]{0,12}[A-Za-z0-9+/=]*[ \t"',+]{0,12}$/;

/** The ends of private keys: what is cut out of a file, such as a selection or a passage, may begin in the middle of one. */
export function* keyEnds(text: string): Generator<NamedValue> {
  let before = 0;
  for (const { index, 0: foot } of text.matchAll(keyFoot)) {
    const start = Math.max(before, index - longestKey);
    let from = index;
    for (const line of [...text.slice(start, index).matchAll(/[^\n\r\\]+/g)].toReversed()) {
      if (!keyLine.test(line[0])) break;
      from = start + line.index;
    }
    before = index + foot.length;
    if (index - from >= 40) yield { kind: 'private key', from, to: before };
  }
}

const wholeKeyLine = /^[ \t+>|#*]{0,12}(?![\da-fA-F]{64})(?:[A-Za-z0-9+/]{64}|[A-Za-z0-9+/]{70})[ \t]{0,12}$/;

/** What pictures, archives and documents begin with in base64. */
const noKey = /^(?:iVBORw0KGgo|\/9j\/|R0lGOD|UklGR|UEsD|H4sI|JVBERi)/;

/**
 * A selection in the midst of a private key, without its head and its foot. Certificates, pictures and lists of checksums have such lines
 * too, so that it is taken for a key only where the text is nothing else: three lines at least of the lengths that OpenSSL and OpenSSH write.
 */
export function* keyMiddles(text: string): Generator<NamedValue> {
  const from = text.search(/\S/);
  if (from < 0 || text.length > longestKey || noKey.test(text.slice(from, from + 12))) return;
  const lines = text.trim().split(/\r?\n/);
  const whole = lines.filter((line) => wholeKeyLine.test(line)).length;
  if (whole >= 3 && whole >= lines.length - 2 && lines.every((line) => keyLine.test(line))) yield { kind: 'private key', from, to: text.trimEnd().length };
}
