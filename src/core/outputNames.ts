import type { Output } from '../shared/answerParts.ts';
import { sandboxPath } from '../shared/outputs.ts';
import { mediaTypeOf } from './mediaTypes.ts';

const longest = 120;

/** Characters that no file's name may have somewhere, or that cannot be seen in it. */
const forbidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu;

/** Names that Windows keeps for devices, whatever their ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** The name of a file as a server tells it, without its folders and with nothing in it that could lead elsewhere. */
export function outputName(told: string): string {
  const last = told.split(/[\\/]/).findLast((part) => part.trim() !== '') ?? '';
  const plain = last.replaceAll(forbidden, '_').replace(/^[\s.]+/, '').replace(/[\s.]+$/, '').replace(devices, '_$&');
  if (plain === '') return 'file';
  if (plain.length <= longest) return plain;
  const ending = /\.\w{1,10}$/.exec(plain)?.[0] ?? '';
  return `${plain.slice(0, longest - ending.length)}${ending}`;
}

/** The longest path that is kept, in characters. */
const longestPath = 1000;

/** The name and the path of a file as a server tells it, with or without the folder in which code runs. */
export function outputPlace(told: string): Pick<Output, 'name' | 'path'> {
  const name = outputName(told);
  const path = (told.startsWith('sandbox:') ? sandboxPath(told) : undefined) ?? told.replace(/^\/mnt\/data\//, '');
  return path === name || path.length > longestPath ? { name } : { name, path };
}

/** Names under which a text is taken for the plain text that it is. */
const plainEndings = /\.(?:txt|csv|tsv|log)$/i;

/**
 * The name under which an output is opened in an editor: an image by what it is, all else as plain text, so that no language's tools
 * follow an address in it or run any of it.
 */
export function openedName({ name, mediaType }: Pick<Output, 'name' | 'mediaType'>): string {
  if (!mediaType.startsWith('image/')) return plainEndings.test(name) ? name : `${name}.txt`;
  return mediaTypeOf(name) === mediaType ? name : `${name}.${mediaType.replace('image/', '')}`;
}
