import { entryOf } from '../shared/entryOf.ts';

/** Media types by the endings that OpenAI's file search and code interpreter know: https://platform.openai.com/docs/assistants/tools/file-search#supported-files. */
const known: Readonly<Record<string, string>> = {
  c: 'text/x-c', cpp: 'text/x-c++', cs: 'text/x-csharp', css: 'text/css', csv: 'text/csv', doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', gif: 'image/gif', go: 'text/x-golang', html: 'text/html', java: 'text/x-java',
  jpeg: 'image/jpeg', jpg: 'image/jpeg', js: 'text/javascript', json: 'application/json', jsonl: 'application/jsonl', md: 'text/markdown', pdf: 'application/pdf', php: 'text/x-php',
  png: 'image/png', pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation', py: 'text/x-python', rb: 'text/x-ruby',
  sh: 'application/x-sh', tar: 'application/x-tar', tex: 'text/x-tex', ts: 'application/typescript', txt: 'text/plain', webp: 'image/webp',
  xls: 'application/vnd.ms-excel', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', xml: 'text/xml', zip: 'application/zip',
};

/** The media type that the ending of a name stands for; plain bytes for an ending that is not known. */
export function mediaTypeOf(name: string): string {
  return entryOf(known, /\.(?<ending>[^.]+)$/.exec(name)?.groups?.['ending']?.toLowerCase() ?? '') ?? 'application/octet-stream';
}

/** Whether it is an image of a kind that models see. */
export function isImage(name: string): boolean {
  return mediaTypeOf(name).startsWith('image/');
}
