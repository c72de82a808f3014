import { uploadName } from './uploadSource.ts';

/** The kinds of files that file_search reads (https://developers.openai.com/api/docs/guides/tools-file-search, supported files). */
const searchable = new Set(['c', 'cpp', 'cs', 'css', 'doc', 'docx', 'go', 'html', 'java', 'js', 'json', 'md', 'pdf', 'php', 'pptx', 'py', 'rb', 'sh', 'tex', 'ts', 'txt']);

/** The most that one file may hold, in bytes. */
export const knowledgeSizeLimit = 512 * 1024 * 1024;

/** Whether file_search reads files of this name. */
export function isSearchable(name: string): boolean {
  return searchable.has(endingOf(name));
}

/** What follows the last dot of the file's name, in small letters; empty for a name without one. */
export function endingOf(path: string): string {
  return /[^/\\]\.(?<ending>[^./\\]+)$/.exec(path)?.groups?.['ending']?.toLowerCase() ?? '';
}

/** The name under which a file goes to a server: never its folders. */
export function baseName(path: string): string {
  return uploadName(path);
}

/** The name under which a file goes as text. */
export function textName(path: string): string {
  return `${baseName(path)}.txt`;
}
