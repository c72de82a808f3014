import type OpenAI from 'openai';
import type { Connection } from '../core/connections.ts';
import type { BackEnd, MakeBackEnd } from '../core/engine.ts';
import { AgentsEngine } from './agentsEngine.ts';
import { AssistantsEngine } from './assistantsEngine.ts';
import { AssistantsWire } from './assistantsWire.ts';
import { ChatCompletionsEngine } from './chatCompletions.ts';
import { clientFor } from './client.ts';
import { complete } from './completions.ts';
import { embed } from './embeddings.ts';
import { examine } from './examination.ts';
import { MadeFiles } from './madeFiles.ts';
import { defaultModel, listModels } from './models.ts';
import { rehearse } from './rehearsal.ts';
import { ResponsesEngine } from './responses.ts';
import { AgentsAtServer } from './serverAgents.ts';
import { ContainersAtServer } from './serverContainers.ts';
import { FilesAtServer } from './serverFiles.ts';
import { AssistantsAtServer } from './serverAssistants.ts';
import { TokenCounts } from './tokenCounts.ts';
import { VectorStoresAtServer } from './vectorStores.ts';
import { witnessed } from './witnesses.ts';

/** The back end of a connection: the one place where the engines are named together. */
export const makeBackEnd: MakeBackEnd = (connection, credential, gates) => {
  const client = clientFor(connection, credential, gates);
  const tokenCounts = new TokenCounts(client, connection);
  const { engine, ...wire } = wireFor(connection, client);
  return {
    ...wire,
    engine: witnessed(engine),
    preview: (turn, arriving = false) => rehearse(engine, turn, arriving),
    files: new FilesAtServer(client, connection),
    madeAgain: (file) => new MadeFiles(client, connection).again(file),
    vectorStores: new VectorStoresAtServer(client, connection),
    defaultModel: (signal) => defaultModel(client, connection, signal),
    models: (signal) => listModels(client, connection, signal),
    examine: (signal) => examine(client, connection, signal),
    embed: (text, signal) => embed(client, connection, text, signal),
    complete: (text, parameters, signal) => complete(client, connection, text, parameters, signal),
    countTokens: (text, model, signal) => tokenCounts.count(text, model, signal),
    countContext: (turn, signal) => tokenCounts.countContext(turn, signal),
  };
};

function wireFor(connection: Connection, client: OpenAI): Pick<BackEnd, 'engine' | 'assistants' | 'containers'> {
  if (connection.api === 'assistants') {
    const wire = new AssistantsWire(client, connection);
    return { engine: new AssistantsEngine(client, connection, wire), assistants: new AssistantsAtServer(client, connection, wire) };
  }
  if (connection.api === 'agents') return { engine: new AgentsEngine(client, connection), assistants: new AgentsAtServer(client, connection) };
  const chatCompletions = new ChatCompletionsEngine(client, connection);
  if (connection.api === 'chatCompletions') return { engine: chatCompletions };
  return { engine: new ResponsesEngine(client, connection, chatCompletions), containers: new ContainersAtServer(client, connection) };
}
