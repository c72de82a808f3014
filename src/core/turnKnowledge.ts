import type { Failure } from '../shared/failure.ts';
import type { AnswerRecord } from './answerRecord.ts';
import type { Assistant } from './assistant.ts';
import type { Connection } from './connections.ts';
import type { Turn } from './engine.ts';
import { passageBudget, withinTokens } from './knowledgePassages.ts';
import type { Passage } from './passages.ts';
import type { Log } from './stores.ts';
import { t } from '../shared/words.ts';

/** What turns ask of the files that assistants know. */
export interface TurnKnowledge {
  /** Whether the assistant's files are searched on this machine: it has some, and the connection's server does not search them. */
  isSearchedHere(assistant: Assistant, connection: Connection): boolean;
  /** The passages that fit the question best, the best first. Throws FailureError. */
  passages(assistant: Assistant, question: string, signal: AbortSignal): Promise<readonly Passage[]>;
  /** Who is to be asked, and what beside: with the vector store of the assistant's knowledge, where it has one at this connection. */
  prepared(assistant: Assistant, connection: Connection): Pick<Turn, 'assistant' | 'threadStore'>;
  /** Whether a failure in these words is about the vector store of its knowledge; then it is forgotten, and the files are searched on this machine. */
  missed(assistant: Assistant, connection: Connection, words: string): boolean;
  /** Where a file of the connection's server lies on this machine, if it came from here, and the hash of what is there: of the original, where it went with placeholders. */
  origin(assistant: Assistant, connection: Connection, fileId: string): { readonly path: string; readonly hash: string } | undefined;
}

/** What is searched for, and in whose files; `window` is how many tokens the model takes, where that is known. */
interface Wanted {
  readonly assistant: Assistant;
  readonly connection: Connection;
  readonly question: string;
  readonly window?: number | undefined;
}

/** What is found for a question in the assistant's files, told as a step of the answer. A search that fails is told there too: an answer without it is better than none. */
export async function passagesFor(
  { assistant, connection, question, window }: Wanted,
  { knowledge, log, explain }: { readonly knowledge?: TurnKnowledge; readonly log: Log; readonly explain: (error: unknown) => Failure },
  record: Pick<AnswerRecord, 'step'>,
  signal: AbortSignal,
): Promise<readonly Passage[]> {
  if (knowledge?.isSearchedHere(assistant, connection) !== true) return [];
  const step = { id: 'passages', kind: 'search', title: t('File search'), input: question } as const;
  record.step({ ...step, state: 'running' });
  try {
    const passages = withinTokens(await knowledge.passages(assistant, question, signal), passageBudget(window));
    record.step({ ...step, state: 'complete', output: passages.map(({ path, startLine, endLine }) => `${path}:${String(startLine)}-${String(endLine)}`).join('\n') });
    return passages;
  } catch (error) {
    if (signal.aborted) return [];
    log.error('The files of an assistant could not be searched.', error);
    record.step({ ...step, state: 'failed', output: explain(error).message });
    return [];
  }
}
