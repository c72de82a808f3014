import type { Annotation, AnnotationDelta, Message, MessageContent, MessageContentDelta, MessageDeltaEvent } from 'openai/resources/beta/threads/messages';
import type { EngineEvent } from '../core/engine.ts';
import type { MadeFiles } from './madeFiles.ts';
import type { Citation } from '../shared/answerParts.ts';
import { bestFor, eachOnce, quoteOf, type FoundText } from './fileCitations.ts';
import { ToldText } from './toldText.ts';

// Where a model cites a file it leaves a mark such as 【4:0†source】, which the annotation beside it resolves; some name the file themselves.
const longestMark = 64;
const naming = /^【\d+(?::\d+)?†(?!source】)(?<name>[^【】]+)】$/;

/** The text of a run's messages as it becomes known, with the names of files in place of the marks that cite them. */
export class RunText {
  readonly #fileNames: ReadonlyMap<string, string>;
  readonly #files: Pick<MadeFiles, 'kept'>;
  readonly #told = new ToldText();
  /** The ids of the files that marks cite. */
  readonly #marks = new Map<string, string>();
  /** The words that are cited, by file id, where the server tells them. */
  readonly #quotes = new Map<string, string>();
  #held = '';

  /** `fileNames` by file id, for what is cited; `files` are the server's, for what was made. */
  constructor(fileNames: ReadonlyMap<string, string>, files: Pick<MadeFiles, 'kept'>) {
    this.#fileNames = fileNames;
    this.#files = files;
  }

  /** Whether a word has been told. */
  get any(): boolean {
    return this.#told.any;
  }

  /** Whether this message has been heard of. */
  knows(messageId: string): boolean {
    return this.#told.knows(messageId);
  }

  /** Whether a file is cited. */
  get cites(): boolean {
    return this.#marks.size > 0;
  }

  /** The passages that are cited, each once, in their order; `found` are what searches have found, in their order. */
  citations(found: readonly FoundText[]): readonly Citation[] {
    return eachOnce([...this.#marks].map(([mark, fileId]) => ({ name: this.#nameOf(mark) ?? fileId, fileId, ...quoteOf(this.#quotes.get(fileId) ?? citedBy(mark, fileId, found)) })));
  }

  /** A piece of a message; a mark that is not whole yet is held back. */
  *piece({ id, delta }: MessageDeltaEvent): Generator<EngineEvent> {
    const text = this.#held + this.#read(delta.content ?? []);
    const open = text.lastIndexOf('【');
    const cut = open !== -1 && !text.includes('】', open) && text.length - open < longestMark ? open : text.length;
    this.#held = text.slice(cut);
    const told = text.slice(0, cut);
    yield* this.#told.more(id, told, this.#resolved(told));
    yield* this.#made(delta.content ?? []);
  }

  /** A message as it stands. */
  *whole({ id, content }: Pick<Message, 'id' | 'content'>): Generator<EngineEvent> {
    this.#held = '';
    yield* this.#told.whole(id, this.#read(content ?? []), (rest) => this.#resolved(rest));
    yield* this.#made(content ?? []);
  }

  *#made(blocks: readonly (MessageContent | MessageContentDelta)[]): Generator<EngineEvent> {
    for (const block of blocks) {
      const image = block.type === 'image_file' ? block.image_file?.file_id : undefined;
      if (image !== undefined) yield { type: 'made', file: this.#files.kept(image, {}) };
      for (const annotation of block.type === 'text' ? (block.text?.annotations ?? []) : []) {
        const id = annotation.type === 'file_path' ? annotation.file_path?.file_id : undefined;
        if (id !== undefined) yield { type: 'made', file: this.#files.kept(id, annotation.text === undefined ? {} : { name: annotation.text }) };
      }
    }
  }

  #read(blocks: readonly (MessageContent | MessageContentDelta)[]): string {
    for (const block of blocks) if (block.type === 'text') this.#learn(block.text?.annotations ?? []);
    return blocks.map(words).join('');
  }

  #learn(annotations: readonly (Annotation | AnnotationDelta)[]): void {
    for (const annotation of annotations) {
      const citation = annotation.type === 'file_citation' ? annotation.file_citation : undefined;
      const file = citation?.file_id;
      if (annotation.text === undefined || file === undefined) continue;
      this.#marks.set(annotation.text, file);
      const quote: unknown = citation === undefined ? undefined : Reflect.get(citation, 'quote');
      if (typeof quote === 'string' && quote !== '') this.#quotes.set(file, quote);
    }
  }

  #resolved(text: string): string {
    return text.replaceAll(/【[^【】]*】/g, (mark) => {
      const name = this.#nameOf(mark) ?? this.#marks.get(mark);
      return name === undefined ? mark : ` [${name}]`;
    });
  }

  #nameOf(mark: string): string | undefined {
    return this.#fileNames.get(this.#marks.get(mark) ?? '') ?? naming.exec(mark)?.groups?.['name'];
  }
}

/** The words that a mark cites: it names a result of the search by its number; else what fitted the question best in the file. */
function citedBy(mark: string, fileId: string, found: readonly FoundText[]): string | undefined {
  const named = found[Number(/^【\d+:(?<number>\d+)†/.exec(mark)?.groups?.['number'] ?? Number.NaN)];
  return (named?.fileId === fileId ? named : bestFor('', found.filter((piece) => piece.fileId === fileId)))?.text;
}

function words(block: MessageContent | MessageContentDelta): string {
  if (block.type === 'text') return block.text?.value ?? '';
  if (block.type === 'refusal') return block.refusal ?? '';
  // An image of the server’s is fetched and shown.
  return block.type === 'image_file' ? '' : '[image]';
}
