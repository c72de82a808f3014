import { placeIn, readHead } from './assistantFileHead.ts';
import { splitFrontMatter } from './frontMatter.ts';

/** Where the value of a key stands in an assistant's file, in UTF-16 units; undefined where the head has no such key, or cannot be understood. */
export function placeOfValue(text: string, name: string): { readonly from: number; readonly to: number } | undefined {
  const { head, headAt, open } = splitFrontMatter(text);
  if (open) return undefined;
  const { document, values, errors } = readHead(head);
  if (errors.length > 0 || !Object.hasOwn(values, name)) return undefined;
  const { from, to } = placeIn(document, { path: [name] });
  return { from: headAt + from, to: headAt + to };
}
