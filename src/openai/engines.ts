import { FailureError } from '../shared/rpc.ts';
import type { Connection } from '../core/connections.ts';
import type { Engine, MakeBackEnd } from '../core/engine.ts';
import { ChatCompletionsEngine } from './chatCompletions.ts';
import { clientFor } from './client.ts';
import { examine } from './examination.ts';
import { defaultModel, listModels } from './models.ts';
import { ResponsesEngine } from './responses.ts';

/** The back end of a connection: the one place where the engines are named together. */
export const makeBackEnd: MakeBackEnd = (connection, credential) => {
  const client = clientFor(connection, credential);
  return {
    engine: engineFor(connection, client),
    defaultModel: (signal) => defaultModel(client, connection, signal),
    models: (signal) => listModels(client, connection, signal),
    examine: (signal) => examine(client, connection, signal),
  };
};

function engineFor(connection: Connection, client: ReturnType<typeof clientFor>): Engine {
  const chatCompletions = new ChatCompletionsEngine(client, connection);
  if (connection.api === 'responses') return new ResponsesEngine(client, connection, chatCompletions);
  if (connection.api === 'chatCompletions') return chatCompletions;
  return notYet(connection);
}

function notYet({ name, api }: Connection): Engine {
  const failure = new FailureError({ kind: 'notSupported', message: `The connection “${name}” uses the ${api} API, which is not supported yet.`, action: 'chooseConnection' });
  return {
    // oxlint-disable-next-line require-yield -- there is nothing to yield
    async *answer() {
      throw failure;
    },
    forget: async () => undefined,
  };
}
