import type { ResponseOutputItem, ResponseOutputText, ResponseOutputTextAnnotationAddedEvent } from 'openai/resources/responses/responses';
import type { MadeFile } from '../core/engine.ts';
import type { MadeFiles } from './madeFiles.ts';

type Annotation = ResponseOutputText['annotations'][number] | ResponseOutputTextAnnotationAddedEvent['annotation'];

/** The files that a finished output item tells of: the images of a step, or what a text names. */
export function filesIn(item: ResponseOutputItem, stepId: string, files: MadeFiles): readonly MadeFile[] {
  // Servers leave out what they do not have, whatever the types say.
  if (item.type === 'code_interpreter_call') {
    return (item.outputs ?? []).flatMap((output, index) => (output.type === 'image' && typeof output.url === 'string' ? [files.image(`${stepId} ${String(index)}`, output.url, stepId)] : []));
  }
  if (item.type === 'image_generation_call') return typeof item.result === 'string' && item.result !== '' ? [files.image(stepId, `data:image/png;base64,${item.result}`, stepId)] : [];
  if (item.type !== 'message') return [];
  return item.content.flatMap((part) => (part.type === 'output_text' ? (part.annotations ?? []) : [])).flatMap((annotation) => fileAt(annotation, files) ?? []);
}

/** The file that an annotation names; undefined for one that cites what was there before. */
export function fileAt(annotation: Annotation, files: MadeFiles): MadeFile | undefined {
  if (annotation?.type === 'container_file_citation') return files.inContainer(annotation.container_id, annotation.file_id, annotation.filename ?? annotation.file_id);
  return annotation?.type === 'file_path' ? files.kept(annotation.file_id, {}) : undefined;
}
