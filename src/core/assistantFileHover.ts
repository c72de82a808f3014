import { fileKey, kindWords, usedByInWords } from './assistantFileKeys.ts';
import { placeInHead } from './assistantFileLines.ts';
import { t } from '../shared/words.ts';

/** What is said of a part of a file, as Markdown. */
export interface Hover {
  readonly from: number;
  readonly to: number;
  readonly markdown: string;
}

/** The meaning of the key at this offset, what it takes and who uses it; undefined where no key stands. */
export function hoverAt(text: string, offset: number): Hover | undefined {
  const place = placeInHead(text, offset);
  const word = /^[\w-]+(?=[ \t]*:)/.exec(place?.line ?? '')?.[0];
  const key = word === undefined ? undefined : fileKey(word);
  if (place === undefined || key === undefined || place.before.length > key.name.length) return undefined;
  const values = key.values === undefined ? '' : `\n\n${t('For example: {0}.', key.values.map((value) => `\`${value}\``).join(', '))}`;
  return { from: place.lineAt, to: place.lineAt + key.name.length, markdown: `**${key.name}** (${kindWords(key)})\n\n${key.meaning}${values}\n\n${usedByInWords(key.usedBy)}` };
}
