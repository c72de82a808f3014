import type { Turn } from './engine.ts';
import type { Answering, Said, TurnParts } from './turnPlan.ts';

/** What is said in a turn, and by whom it is to be answered. */
type TurnRequest = Said & Pick<Turn, 'assistant' | 'background' | 'bytesOf' | 'model' | 'threadStore' | 'uploads'>;

/** What is asked of this assistant by this model: with the vector store of its knowledge, and in the background where it may be. */
export function requestOf(parts: Pick<TurnParts, 'attachmentStore' | 'background' | 'knowledge' | 'uploads'>, { assistant, connection }: Pick<Answering, 'assistant' | 'connection'>, said: Said, model: string): TurnRequest {
  const { background = parts.background?.() } = assistant;
  return {
    ...said, model,
    ...(parts.knowledge?.prepared(assistant, connection) ?? { assistant }),
    bytesOf: ({ hash }) => parts.attachmentStore.read(hash),
    ...(parts.uploads === undefined ? {} : { uploads: parts.uploads.memory(connection.id) }),
    // What is not to be stored cannot go on without us.
    ...(background === true && said.unstored !== true ? { background } : {}),
  };
}

/** The parameters of an assistant that a model has refused. */
export function refusedOf({ refused }: Pick<TurnParts, 'refused'>, { parameters }: Answering['assistant'], connectionName: string, model: string): Turn['without'] {
  return refused.of(connectionName, model).filter((name) => parameters[name] !== undefined);
}
