import type { Attachment, AttachmentUse } from '../shared/attachment.ts';
import { formOf, type SpecialForm } from '../shared/attachmentForms.ts';
import { endingOf, isSearchable } from './knowledgeTypes.ts';
import { uploadName } from './uploadSource.ts';

/** The kinds of files that code interpreters read: https://developers.openai.com/api/docs/guides/tools-code-interpreter, supported files. */
const forCode = new Set([
  'c', 'cpp', 'cs', 'css', 'csv', 'doc', 'docx', 'gif', 'html', 'java', 'jpeg', 'jpg', 'js', 'json', 'md', 'pdf', 'php', 'pkl', 'png', 'pptx', 'py', 'rb', 'sh', 'tar', 'tex', 'ts', 'txt', 'xlsx', 'xml', 'zip',
]);

/** Of these, those that are read sooner by code than by people. */
const data = new Set(['csv', 'gif', 'jpeg', 'jpg', 'json', 'pkl', 'png', 'tar', 'xlsx', 'xml', 'zip']);

/** The kinds of Office files that are read as a part of a prompt: https://developers.openai.com/api/docs/guides/file-inputs. */
const office = new Set(['docx', 'pptx', 'xls', 'xlsx']);

/** Whether it is an Office file of a kind that is read as a part of a prompt. */
export function isOffice(name: string): boolean {
  return office.has(endingOf(name));
}

/** The ways in which a file can travel apart from the prompt, the better one first; none for what no server reads. Any text can, as one. */
export function waysApart(name: string, isText: boolean): readonly AttachmentUse[] {
  const ending = endingOf(name);
  const code = isText || forCode.has(ending) ? ['code'] as const : [];
  const search = isText || isSearchable(name) ? ['search'] as const : [];
  return data.has(ending) ? [...code, ...search] : [...search, ...code];
}

/** All the ways in which an attachment can travel, whoever takes them: pieces of files are part of the prompt. */
export function waysOf(attachment: Attachment): readonly (SpecialForm | 'text')[] {
  const { kind, media, path } = attachment;
  const { use: _use, ...plain } = attachment;
  if (kind !== 'file' && kind !== 'dropped') return [formOf(attachment)];
  const isOnlyApart = media?.mediaType === 'text/plain' || (media?.mediaType === 'application/octet-stream' && !isOffice(path));
  return [...(isOnlyApart ? [] : [formOf(plain)]), ...waysApart(path, isReadable(attachment))];
}

/** Whether it can be read as text, in the prompt or apart from it. */
function isReadable({ media }: Pick<Attachment, 'media'>): boolean {
  return media === undefined || media.mediaType === 'text/plain';
}

/** The name by which a file goes to a server: one that says that it is text, where servers do not know its kind. */
export function nameApart(attachment: Pick<Attachment, 'media' | 'path'>, use: AttachmentUse): string {
  const name = uploadName(attachment.path);
  const isKnown = use === 'code' ? forCode.has(endingOf(name)) : isSearchable(name);
  return isKnown || !isReadable(attachment) ? name : `${name}.txt`;
}
