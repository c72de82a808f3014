import type { Connection } from './connections.ts';
import { windowFor } from './contextWindows.ts';
import type { CallResult, Turn } from './engine.ts';
import type { Exit } from './gate.ts';
import { opened } from './longTexts.ts';
import type { Obstacle } from './obstacles.ts';
import type { SentRequest } from './sentRequest.ts';
import { withoutToolSecrets } from './shownRequest.ts';
import { passagesFor } from './turnKnowledge.ts';
import { foreseenTexts } from './turnParts.ts';
import type { Arriving } from './saying.ts';
import type { Said, TurnParts } from './turnPlan.ts';
import { refusedOf, requestOf } from './turnRequest.ts';

/** A turn as it would be, and what would be sent for it. */
export interface Preview {
  readonly turn: Turn;
  readonly connection: Connection;
  readonly requests: readonly SentRequest[];
  /** What the user will be asked about first. */
  readonly obstacles: readonly Obstacle[];
  /** Whether it waits for an answer that is still arriving. */
  readonly waits?: true;
}

/** Where a prompt would be said, and after what. */
interface From extends Pick<Exit, 'said'>, Partial<Pick<Exit, 'threadId'>> {
  readonly arriving: Arriving | undefined;
}

/** How long a server without a model of its own is asked which it has, in milliseconds. */
const modelTime = 20_000;

/** How long the files of an assistant are searched for a preview, in milliseconds. */
const searchTime = 20_000;

/** What would be sent for this, made like the turn itself; nothing of it goes out, and no key is needed. Throws FailureError where no turn could be. */
export async function turnPreview(parts: TurnParts, assistantId: string, said: Said, { arriving, ...from }: From): Promise<Preview> {
  const assistant = await parts.assistants.get(assistantId);
  const connection = parts.backEnds.connectionOf(assistant);
  const backEnd = await parts.backEnds.of(connection);
  const model = assistant.model ?? (await backEnd.defaultModel(AbortSignal.timeout(modelTime)));
  const passages = await passagesFor({ assistant, connection, question: said.prompt.text, window: windowFor(parts, assistant, connection) }, parts, { step: () => undefined }, AbortSignal.timeout(searchTime));
  const { texts, found, obstacles } = await foreseenTexts(parts.gate, { ...from, to: connection }, await opened({ ...said, assistant }, parts.attachmentStore), passages);
  const prompt = { ...texts.prompt, ...(found.length === 0 ? {} : { passages: found }) };
  const request = requestOf(parts, { assistant: texts.assistant, connection }, { ...said, ...texts, prompt }, model);
  // Another server than the one that is answering has heard nothing of it.
  const goesOn = arriving?.connectionName === connection.name;
  const { bookmark = request.bookmark } = arriving ?? {};
  const turn = { ...request, ...(bookmark === undefined ? {} : { bookmark }), without: refusedOf(parts, assistant, connection.name, model), call: nobodyAnswers };
  const requests = (await backEnd.preview(turn, goesOn)).map(withoutToolSecrets);
  return { turn, connection, obstacles, requests, ...(arriving === undefined ? {} : { waits: true }) };
}

async function nobodyAnswers(): Promise<CallResult> {
  return { ok: false, output: '' };
}
