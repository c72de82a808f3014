import type { FileObject } from 'openai/resources/files';
import type { FilePathAnnotation, MessageContent } from './assistantTypes.ts';
import { newId, now } from './ids.ts';
import { sandboxPath, type MadeFile } from './toolBox.ts';
import type { World } from './world.ts';

/** A file that the code of a run made, under its id at the server. */
export interface RunOutput {
  readonly id: string;
  readonly made: MadeFile;
}

/** Keeps what code made among the files of the server. */
export function keepOutputs(files: readonly MadeFile[], world: World): readonly RunOutput[] {
  return files.map((made) => {
    const file = {
      id: newId('file', '-'), object: 'file', bytes: made.content.length, created_at: now(), filename: `/mnt/data/${made.name}`, purpose: 'assistants_output',
      // Deprecated, and sent by the service all the same.
      // oxlint-disable-next-line typescript/no-deprecated
      status: 'processed',
    } satisfies FileObject;
    world.files.set(file.id, { file, content: made.content });
    return { id: file.id, made };
  });
}

/** The images, as a message shows them before its text. */
export function imageParts(outputs: readonly RunOutput[]): readonly Extract<MessageContent, { type: 'image_file' }>[] {
  return outputs.filter(({ made }) => made.shown).map(({ id }) => ({ type: 'image_file', image_file: { file_id: id } }));
}

/** Where a text names the files. */
export function filePaths(outputs: readonly RunOutput[], said: string): readonly FilePathAnnotation[] {
  return outputs.flatMap(({ id, made }) => {
    const text = sandboxPath(made);
    const start = said.indexOf(text);
    return made.shown || start === -1 ? [] : [{ type: 'file_path', text, start_index: start, end_index: start + text.length, file_path: { file_id: id } }];
  });
}
