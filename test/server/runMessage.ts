import type { AnswerScript } from './answerScript.ts';
import type { Annotation, AssistantStreamEvent, Message, MessageContent } from './assistantTypes.ts';
import { now } from './ids.ts';
import { markerFor } from './runHearing.ts';
import { filePaths, imageParts, type RunOutput } from './runOutputs.ts';
import type { StoredRun, StoredThread } from './storedThread.ts';
import { runMessage } from './threadObjects.ts';

type MessageEvent = Extract<AssistantStreamEvent, { data: Message }>['event'];

/** The message that a run writes, in the thread and to those who listen. */
export class RunMessage {
  readonly #thread: StoredThread;
  readonly #run: StoredRun;
  readonly #script: AnswerScript;
  readonly #outputs: readonly RunOutput[];
  #message: Message;
  #said = '';

  constructor(thread: StoredThread, run: StoredRun, script: AnswerScript, outputs: readonly RunOutput[]) {
    this.#thread = thread;
    this.#run = run;
    this.#script = script;
    this.#outputs = outputs;
    this.#message = runMessage(run.run);
  }

  get id(): string {
    return this.#message.id;
  }

  /** Puts the empty message into the thread. */
  open(): void {
    this.#thread.messages = [...this.#thread.messages, this.#message];
    this.#tell('thread.message.created');
    this.#tell('thread.message.in_progress');
    for (const [index, part] of this.#images.entries()) this.#delta({ index, ...part });
  }

  /** Writes some more. */
  say(piece: string): void {
    this.#said += piece;
    const index = this.#images.length;
    this.#set({ content: this.#content([]) });
    this.#delta(this.#script.refuses ? { index, type: 'refusal', refusal: piece } : { index, type: 'text', text: { value: piece } });
  }

  /** Ends it well. */
  complete(): void {
    const annotations = this.#annotations();
    for (const [index, annotation] of annotations.entries()) this.#delta({ index: this.#images.length, type: 'text', text: { annotations: [{ index, ...annotation }] } });
    this.#set({ status: 'completed', completed_at: now(), content: this.#content(annotations) });
    this.#tell('thread.message.completed');
  }

  /** Ends it before its time. */
  breakOff(reason: NonNullable<Message['incomplete_details']>['reason']): void {
    if (this.#message.status !== 'in_progress') return;
    this.#set({ status: 'incomplete', incomplete_at: now(), incomplete_details: { reason } });
    this.#tell('thread.message.incomplete');
  }

  get #images(): ReturnType<typeof imageParts> {
    return imageParts(this.#outputs);
  }

  #content(annotations: readonly Annotation[]): MessageContent[] {
    const text: MessageContent = this.#script.refuses ? { type: 'refusal', refusal: this.#said } : { type: 'text', text: { value: this.#said, annotations: [...annotations] } };
    return [...this.#images, text];
  }

  #annotations(): readonly Annotation[] {
    const { citation } = this.#script;
    const paths = filePaths(this.#outputs, this.#said);
    if (citation === undefined) return paths;
    const text = markerFor(citation.file);
    if (!this.#said.startsWith(text, citation.end)) return paths;
    return [...paths, { type: 'file_citation', text, start_index: citation.end, end_index: citation.end + text.length, file_citation: { file_id: citation.file.id } }];
  }

  #set(change: Partial<Message>): void {
    this.#message = { ...this.#message, ...change };
    this.#thread.messages = this.#thread.messages.map((message) => (message.id === this.id ? this.#message : message));
  }

  #delta(part: NonNullable<Extract<AssistantStreamEvent, { event: 'thread.message.delta' }>['data']['delta']['content']>[number]): void {
    this.#run.log.tell({ event: 'thread.message.delta', data: { id: this.id, object: 'thread.message.delta', delta: { content: [part] } } });
  }

  #tell(event: MessageEvent): void {
    this.#run.log.tell({ event, data: this.#message });
  }
}
