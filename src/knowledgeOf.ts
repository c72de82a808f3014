import { AssistantKnowledge, type AssistantKnowledgeParts } from './core/assistantKnowledge.ts';
import type { BackEnds } from './core/backEnds.ts';
import type { Gate } from './core/gate.ts';
import { knowledgeAtServer } from './core/knowledgeAtServer.ts';
import { KnowledgeManifest } from './core/knowledgeManifest.ts';
import type { KnowledgeMemory } from './core/knowledgeMemory.ts';
import { KnowledgePassages } from './core/knowledgePassages.ts';
import { KnowledgeStates } from './core/knowledgeStates.ts';
import { KnowledgeSync } from './core/knowledgeSync.ts';
import { pause } from './core/pause.ts';
import type { Kept } from './kept.ts';
import { FileBytes } from './node/fileBytes.ts';
import { globalIgnore } from './node/globalIgnore.ts';
import { textBytes } from './node/textBytes.ts';
import { FailureError } from './shared/rpc.ts';
import { WorkspaceKnowledge } from './vscode/knownFiles.ts';
import { t } from './shared/words.ts';

interface KnowledgeOfParts {
  readonly memory: KnowledgeMemory;
  readonly backEnds: BackEnds;
  readonly gate: Gate;
  /** What keeps the files that are searched on this machine apart from those of other workspaces here. */
  readonly workspace: string;
  readonly marks: AssistantKnowledgeParts['marks'];
}

/** What assistants know of the files of this workspace, searched on this machine or at servers. */
export function knowledgeOf({ record, memory, passages, backEnds, gate, workspace, marks }: Pick<Kept, 'passages' | 'record'> & KnowledgeOfParts): AssistantKnowledge {
  const files = new WorkspaceKnowledge((path, within) => FileBytes.open(path, within), globalIgnore);
  const sync = new KnowledgeSync({
    record: memory,
    pause,
    server: async (connectionId) => {
      const { backEnd } = await backEnds.answering({ connection: connectionId });
      if (backEnd.files === undefined || backEnd.vectorStores === undefined) throw new FailureError({ kind: 'notSupported', message: t('This connection keeps no files.'), action: 'chooseConnection' });
      return knowledgeAtServer(backEnd.files, backEnd.vectorStores, async (file) => {
        const text = knowledge.replacement(file);
        return text === undefined ? files.open(file) : textBytes(file.path, text);
      });
    },
  });
  const knowledge: AssistantKnowledge = new AssistantKnowledge({ files, passages: new KnowledgePassages(files, passages, workspace), memory, states: new KnowledgeStates(new KnowledgeManifest(record), memory), sync, gate, marks });
  return knowledge;
}
