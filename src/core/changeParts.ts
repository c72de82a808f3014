import type { Attachment } from '../shared/attachment.ts';
import { fileDiffs, lineInFile, type FileDiff } from './fileDiffs.ts';
import type { Outgoing } from './obstacles.ts';
import { secretName } from './secretNames.ts';

/** Changes as they leave, file by file: the name of each is judged, and each can be left out by itself. */
export function changeParts({ id, path: name, text: diff }: Attachment, origin: Outgoing['origin']): readonly Outgoing[] {
  return fileDiffs(diff).map((file, index) => changePart(file, { id: partId(id, index), name, origin }));
}

/** What is left of changes when these parts of them leave, by their ids; undefined for nothing. */
export function leftOfChanges({ id, text: diff }: Attachment, kept: ReadonlyMap<string, string>): string | undefined {
  const texts = fileDiffs(diff).flatMap((_file, index) => kept.get(partId(id, index)) ?? []);
  return texts.length === 0 ? undefined : texts.join('');
}

function changePart({ text, paths, startLine }: FileDiff, { name, ...whole }: Pick<Outgoing, 'id' | 'name' | 'origin'>): Outgoing {
  const path = paths.find((each) => secretName(each) !== undefined) ?? paths[0];
  return { ...whole, ...(path === undefined ? { name } : { name: `${name}: ${path}`, path }), text, startLine, lineInFile: (line) => lineInFile(text, line) };
}

function partId(id: string, index: number): string {
  return `${id} ${String(index)}`;
}
