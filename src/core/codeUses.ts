import type { Answer } from '../shared/message.ts';
import { branch } from '../shared/messageTree.ts';
import type { Thread } from '../shared/thread.ts';
import type { CodePlace, CodeUse } from '../shared/asks.ts';
import { FailureError } from '../shared/rpc.ts';
import type { CodeText } from './codeBlocks.ts';
import type { Gate } from './gate.ts';
import { refilled, type Refill } from './lostPlaceholders.ts';
import { nearestPart } from './nearestPart.ts';
import type { Threads } from './threads.ts';
import { wordsOf } from './turnParts.ts';
import { t } from '../shared/words.ts';

/** Where code can go, in VS Code's own surface. */
export interface CodeSurface {
  copy(text: string): Promise<void>;
  /** Puts code at the cursor; `refill` with the text of the file that it goes into. */
  insert(text: string, refill: Refill): Promise<void>;
  newFile(code: CodeText): Promise<void>;
  /** Puts commands into a terminal; runs nothing. */
  run(code: CodeText): Promise<void>;
  /** Shows the code as a change of a file. `paths` are those that went with the prompt; with `ask`, the user says which file. */
  apply(code: CodeText, where: { readonly paths: readonly string[]; readonly ask: boolean; readonly refill: Refill }): Promise<void>;
  /** Whether code is to go on its way with these placeholders, whose secrets are not known: they would stand in the secrets' places. */
  goesWith(placeholders: readonly string[]): Promise<boolean>;
  /** Shows a text of Markdown as a document. */
  show(markdown: string): Promise<void>;
  /** Opens what code calls by this name, or says that there is nothing. */
  openSymbol(name: string): Promise<void>;
}

/** Takes code out of answers: always what the answer says, never what a page says that it says. */
export class CodeUses {
  readonly #threads: Pick<Threads, 'open'>;
  readonly #gate: Pick<Gate, 'restore'>;
  readonly #surface: CodeSurface;

  constructor({ threads, gate, surface }: { readonly threads: Pick<Threads, 'open'>; readonly gate: Pick<Gate, 'restore'>; readonly surface: CodeSurface }) {
    this.#threads = threads;
    this.#gate = gate;
    this.#surface = surface;
  }

  /** Does with a block of code what is asked. Throws FailureError `notFound` where the answer has no such block. */
  async use({ threadId, messageId, use, ...place }: CodePlace & { readonly threadId: string; readonly messageId: string; readonly use: CodeUse }): Promise<void> {
    const thread = this.#threads.open(threadId);
    const answer = answerOf(thread, messageId);
    const { codeBlocksOf } = await import('./codeBlocks.ts');
    const written = nearestPart(codeBlocksOf(answer.text), ({ text }) => text, place);
    if (written === undefined) throw gone();
    // A placeholder in a command could carry the secret away: it stays one.
    if (use === 'run') return this.#surface.run(written);
    const code = { ...written, text: this.#gate.restore(threadId, written.text) };
    // What a model wrote tells nothing of what was sent to it.
    const said = wordsOf(thread.messages.filter(({ role }) => role === 'user'));
    const refill: Refill = (text, file) => refilled(text, file, said);
    if (use === 'insert') return this.#surface.insert(code.text, refill);
    if (use !== 'copy' && use !== 'newFile') return this.#surface.apply(code, { paths: pathsWith(thread, answer), ask: use === 'applyTo', refill });
    const { left } = refill(code.text, '');
    if (left.length > 0 && !(await this.#surface.goesWith(left))) return undefined;
    return use === 'copy' ? this.#surface.copy(code.text) : this.#surface.newFile(code);
  }

  /** Shows an answer as a document. */
  async openAnswer(threadId: string, messageId: string): Promise<void> {
    const { text } = answerOf(this.#threads.open(threadId), messageId);
    await this.#surface.show(this.#gate.restore(threadId, text));
  }

  /** Opens what an answer calls by this name. Throws FailureError `notFound` for what the answer does not say. */
  async openSymbol(threadId: string, messageId: string, name: string): Promise<void> {
    const { text } = answerOf(this.#threads.open(threadId), messageId);
    if (!text.includes(name)) throw gone();
    await this.#surface.openSymbol(name);
  }
}

function answerOf({ messages }: Thread, messageId: string): Answer {
  const message = messages.find(({ id }) => id === messageId);
  if (message?.role !== 'assistant') throw gone();
  return message;
}

/** The files that went with the prompt of this answer, else with those before it, the latest first. */
function pathsWith({ messages }: Thread, answer: Answer): readonly string[] {
  const prompts = branch(messages, answer.id).filter(({ role }) => role === 'user').toReversed();
  for (const prompt of prompts) {
    if (prompt.role !== 'user') continue;
    const paths = prompt.attachments.filter(({ kind, media }) => media === undefined && (kind === 'file' || kind === 'selection' || kind === 'symbol' || kind === 'visible')).map(({ path }) => path);
    if (paths.length > 0) return [...new Set(paths)];
  }
  return [];
}

function gone(): FailureError {
  return new FailureError({ kind: 'notFound', message: t('This code is not in the answer any more.'), action: 'newThread' });
}
