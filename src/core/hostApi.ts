import type { Prompting } from '../shared/asks.ts';
import type { NamedAssistant } from '../shared/composerOffers.ts';
import type { HostApi } from '../shared/protocol.ts';
import type { Thread } from '../shared/thread.ts';
import type { Assistants } from './assistants.ts';
import { attachmentQuestions } from './attachmentQuestions.ts';
import { contentQuestions } from './contentQuestions.ts';
import { goingAlong } from './goingAlong.ts';
import { heldBy, type HostParts } from './hostParts.ts';
import type { Composed } from './inspector.ts';
import { messageQuestions } from './messageQuestions.ts';
import { pastPrompts } from './pastPrompts.ts';
import { queueQuestions } from './queueQuestions.ts';
import { windowOf } from './threadWindow.ts';

/** Answers one page. */
export function hostApi(parts: HostParts): HostApi {
  const { threads, chat, queue, desk, attachments, currentEditor, assistants, inspector, meter, rooms, status, workspace, act } = parts;
  return {
    hello: async () => {
      desk.settle(lastShown(parts)?.id);
      attachments.turn();
      await currentEditor.look();
      const now = await status();
      const codeColors = await parts.codeTheme.colors();
      // Last of all: an answer that is arriving has grown meanwhile.
      const { draft, threadId } = desk;
      return { ...(threadId === undefined ? {} : { thread: windowOf(threads.open(threadId)) }), ...(desk.isTemporary ? { temporary: true } : {}), attachments: attachments.held, currentEditor: currentEditor.view, status: now, queue: queue.view(threadId), assistants: named(assistants), codeColors, ...(draft === undefined ? {} : { draft }) };
    },
    here: async () => null,
    use: async () => {
      parts.use();
      return null;
    },
    keepDraft: async ({ text, at, ...place }) => {
      desk.write({ text, at }, place);
      return null;
    },
    send: async (ask) => {
      const { threadId, attachmentIds, anyway, now } = ask;
      const { turns } = desk;
      const place = threadId === undefined ? desk.place : { threadId };
      const along = await goingAlong(parts, attachmentIds);
      if (along === undefined) return null;
      if (threadId !== undefined && now === undefined && queue.isGoing(threadId)) {
        queue.add(threadId, ask.text, along.map((attachment) => attachments.withAddress(attachment)));
        attachments.remove(attachmentIds);
        desk.say(ask.text, place);
        return { threadId };
      }
      const saying = { ...composed(parts, ask), attachments: along };
      if (anyway === undefined) await meter.check(await chat.measured(saying));
      const id = await sent(parts, saying);
      attachments.remove(attachmentIds);
      desk.say(ask.text, place);
      // Whoever turned to another thread meanwhile stays there.
      if (threadId === undefined && desk.turns === turns) desk.show(threads.open(id), { along: true });
      return { threadId: id };
    },
    pastPrompts: async ({ threadId }) => pastPrompts(threads, workspace, threadId),
    listPrompts: () => parts.prompts.list(),
    fillPrompt: ({ id, words }) => parts.prompts.fill(id, words),
    runCommand: ({ command }) => parts.runCommand(command).then(() => null),
    makeRoom: async ({ step, ...ask }) => {
      const saying = composed(parts, ask);
      if (step === 'dropLargest') rooms.dropLargest(saying);
      else if (step === 'trimOldest') await rooms.trimOldest(saying);
      else await rooms.summarise(saying);
      return null;
    },
    showRequest: (ask) => inspector.showUpcoming(composed(parts, ask)).then(() => null),
    stop: ({ threadId }) => chat.stop(threadId).then(() => null),
    keepWaiting: async ({ threadId }) => {
      chat.keepWaiting(threadId);
      return null;
    },
    askServer: async ({ threadId }) => {
      chat.askServer(threadId);
      return null;
    },
    newThread: async () => {
      desk.show(undefined);
      return null;
    },
    act: ({ action }) => act(action).then(() => null),
    ...queueQuestions(parts),
    ...messageQuestions(parts),
    ...contentQuestions(parts),
    ...attachmentQuestions(parts),
  };
}

/** Sends a prompt at once: what is arriving in its thread is stopped. Answers the thread's id. */
async function sent({ chat, queue, workspace }: HostParts, saying: Composed): Promise<string> {
  const { threadId } = saying;
  if (threadId === undefined) return chat.send({ ...saying, workspace });
  return queue.before(threadId, async () => {
    if (chat.isRunning(threadId)) await chat.stop(threadId);
    return chat.send({ ...saying, workspace });
  });
}

/** What a page's composer holds. */
function composed(parts: HostParts, { threadId, text, attachmentIds }: Prompting): Composed {
  const { assistantId, isTemporary, madeOf } = parts.desk;
  return { ...(threadId === undefined ? {} : { threadId }), ...(threadId !== undefined || madeOf === undefined ? {} : { madeOf }), ...(isTemporary ? { temporary: true } : {}), ...(assistantId === undefined ? {} : { assistantId }), text, attachments: heldBy(parts).filter(({ id }) => attachmentIds.includes(id)) };
}

/** The assistants as a page lists them. */
export function named({ known }: Assistants): readonly NamedAssistant[] {
  return known.map(({ id, name, description }) => ({ id, name, ...(description === undefined ? {} : { description }) }));
}

/** What was shown here last, else the newest thread of this workspace. */
function lastShown({ threads, chat, desk, workspace }: HostParts): Thread | undefined {
  const list = threads.list();
  const wanted = desk.isUsed ? desk.threadId : list.find((head) => head.workspace === workspace)?.id;
  return wanted !== undefined && list.some(({ id }) => id === wanted) ? chat.open(wanted) : undefined;
}
