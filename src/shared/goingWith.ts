import type { Attachment } from './attachment.ts';

/** All that goes with the next prompt, in its order: what goes along by itself, unless the same piece is attached, then what was attached. */
export function goingWith<Piece extends Pick<Attachment, 'kind' | 'lines' | 'path'>>(attached: readonly Piece[], current: Piece | undefined): readonly Piece[] {
  return current === undefined || attached.some((each) => isSamePlace(each, current)) ? attached : [current, ...attached];
}

/** Whether two attachments are of the same place, whatever stood there when they were made. */
function isSamePlace(one: Pick<Attachment, 'kind' | 'lines' | 'path'>, other: Pick<Attachment, 'kind' | 'lines' | 'path'>): boolean {
  return one.kind === other.kind && one.path === other.path && one.lines?.[0] === other.lines?.[0] && one.lines?.[1] === other.lines?.[1];
}
