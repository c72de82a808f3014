import { formOf } from '../shared/attachmentForms.ts';
import { toBase64 } from '../shared/base64.ts';
import type { CodeColors } from '../shared/codeColors.ts';
import type { Emitter } from '../shared/lifetime.ts';
import type { Attachment, Citation, Failure, Output, Thread } from '../shared/model.ts';
import type { ComposerCommand, HostAction, HostApi, NamedAssistant, Prompting, Status } from '../shared/protocol.ts';
import { FailureError } from '../shared/rpc.ts';
import { answerLink, type AnswerLink } from './answerLinks.ts';
import { ArrivingFiles } from './arrivingFiles.ts';
import type { Assistants } from './assistants.ts';
import { isSame } from './attachments.ts';
import { bytesAttachment } from './bytesAttachment.ts';
import type { Chat } from './chat.ts';
import type { CodeUses } from './codeUses.ts';
import type { ContextMeter } from './contextMeter.ts';
import type { Desk } from './desk.ts';
import { FilePicker } from './filePicker.ts';
import { FilePlaces, type PlaceLookup } from './filePlaces.ts';
import type { FileMatch } from './fileRanking.ts';
import { goingAlong, type AlongParts } from './goingAlong.ts';
import type { Composed, Inspector } from './inspector.ts';
import type { MessageActs } from './messageActs.ts';
import type { Metering } from './metering.ts';
import type { Outputs } from './outputs.ts';
import { pastPrompts } from './pastPrompts.ts';
import { sendEdit } from './promptEdit.ts';
import type { PromptShelf } from './promptShelf.ts';
import type { Queue } from './queue.ts';
import type { RoomMaker } from './roomMaker.ts';
import type { AttachmentStore } from './stores.ts';
import type { Threads } from './threads.ts';
import { earlierMessages, windowOf } from './threadWindow.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';
import { t } from '../shared/words.ts';

/** The largest image of which the page gets a picture, in bytes: above it, an icon stands in its place. */
const previewLimit = 1_000_000;

/** What a page's questions are answered with. */
export interface HostParts extends AlongParts {
  readonly threads: Threads;
  readonly chat: Chat;
  readonly queue: Pick<Queue, 'add' | 'before' | 'isGoing' | 'move' | 'of' | 'onChange' | 'remove' | 'sendNow' | 'view'>;
  readonly desk: Desk;
  readonly attachmentStore: AttachmentStore;
  readonly assistants: Assistants;
  readonly files: WorkspaceFiles;
  /** Takes a file or folder of the workspace along with the next prompt. */
  readonly attachFound: (found: FileMatch) => Promise<void>;
  readonly prompts: PromptShelf;
  readonly inspector: Pick<Inspector, 'showPast' | 'showUpcoming'>;
  readonly messages: Pick<MessageActs, 'compare' | 'copy' | 'fork' | 'regenerate' | 'remove'>;
  readonly meter: Pick<ContextMeter, 'check'>;
  readonly metering: Pick<Metering, 'follow' | 'touch'>;
  readonly rooms: Pick<RoomMaker, 'dropLargest' | 'summarise' | 'trimOldest'>;
  readonly status: () => Promise<Status>;
  /** The workspace of this window, as threads name it. */
  readonly workspace: string;
  readonly explain: (error: unknown) => Failure;
  readonly act: (action: HostAction) => Promise<void>;
  /** The user has turned to this page. */
  readonly use: () => void;
  readonly runCommand: (command: ComposerCommand) => Promise<void>;
  /** Lets the user pick what is attached. */
  readonly attach: () => Promise<void>;
  /** Attaches files by their addresses, which come from the page. */
  readonly drop: (uris: readonly string[]) => Promise<void>;
  /** Opens what an attachment stands for. */
  readonly openAttachment: (attachment: Attachment) => Promise<void>;
  /** Asks the user for the result of the function call that waits under this id. */
  readonly askResult: (callId: string) => Promise<void>;
  readonly outputs: Pick<Outputs, 'find' | 'image'>;
  /** Shows and saves files, in VS Code's own surface. */
  readonly outputFiles: { readonly [Verb in 'open' | 'save']: (output: Output & { readonly hash: string }) => Promise<void> };
  readonly codeUses: Pick<CodeUses, 'openAnswer' | 'openSymbol' | 'use'>;
  readonly places: PlaceLookup;
  /** How the user's theme colours code. */
  readonly codeTheme: CodeTheme;
  /** Opens the file of a citation at the passage. Throws FailureError `notFound` when there is none on this machine. */
  readonly openCitation: (citation: Citation) => Promise<void>;
  /** Asks whether to open a link of an answer, and opens it in the browser. */
  readonly openLink: (link: AnswerLink) => Promise<void>;
}

/** The colours of the user's theme. */
export interface CodeTheme {
  /** None where they cannot be told. */
  colors(): Promise<CodeColors>;
  readonly onChange: Emitter<null>['on'];
}

/** Answers one page. */
export function hostApi(parts: HostParts): HostApi {
  const { threads, chat, queue, desk, attachments, attachmentStore, currentEditor, assistants, inspector, messages, meter, rooms, status, workspace, act, askResult, openCitation, outputs, outputFiles } = parts;
  const picker = new FilePicker(parts.files);
  const places = new FilePlaces(parts.places);
  const arriving = new ArrivingFiles();
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
    use: async () => {
      parts.use();
      return null;
    },
    keepDraft: async ({ threadId, ...draft }) => {
      desk.write(draft, threadId);
      return null;
    },
    send: async (ask) => {
      const { threadId, attachmentIds, anyway, now } = ask;
      const along = await goingAlong(parts, attachmentIds);
      if (along === undefined) return null;
      if (threadId !== undefined && now === undefined && queue.isGoing(threadId)) {
        queue.add(threadId, ask.text, along.map((attachment) => attachments.withAddress(attachment)));
        attachments.remove(attachmentIds);
        return { threadId };
      }
      const saying = { ...composed(parts, ask), attachments: along };
      if (anyway === undefined) await meter.check(await chat.measured(saying));
      const id = await sent(parts, saying);
      attachments.remove(attachmentIds);
      if (threadId === undefined) desk.show(threads.open(id), { along: true });
      return { threadId: id };
    },
    pastPrompts: async ({ threadId }) => pastPrompts(threads, workspace, threadId),
    listPrompts: () => parts.prompts.list(),
    fillPrompt: ({ id, words }) => parts.prompts.fill(id, words),
    runCommand: ({ command }) => parts.runCommand(command).then(() => null),
    editQueued: async ({ threadId, queuedId, text }) => {
      const prompt = desk.threadId === threadId ? queue.of(threadId).find(({ id }) => id === queuedId) : undefined;
      if (prompt === undefined) return null;
      const { attachment: current } = currentEditor.view;
      attachments.restore(prompt.attachments.filter(({ attachment }) => current === undefined || !isSame(attachment, current)));
      desk.put([prompt.text, text].filter((part) => part.trim() !== '').join('\n\n'));
      queue.remove(threadId, queuedId);
      return null;
    },
    moveQueued: async ({ threadId, queuedId, by }) => {
      queue.move(threadId, queuedId, by);
      return null;
    },
    removeQueued: async ({ threadId, queuedId }) => {
      queue.remove(threadId, queuedId);
      return null;
    },
    sendQueued: ({ threadId, queuedId }) => queue.sendNow(threadId, queuedId).then(() => null),
    makeRoom: async ({ step, ...ask }) => {
      const saying = composed(parts, ask);
      if (step === 'dropLargest') rooms.dropLargest(saying);
      else if (step === 'trimOldest') await rooms.trimOldest(saying);
      else await rooms.summarise(saying);
      return null;
    },
    showRequest: (ask) => inspector.showUpcoming(composed(parts, ask)).then(() => null),
    showSent: ({ threadId, messageId }) => inspector.showPast(threadId, messageId).then(() => null),
    stop: ({ threadId }) => chat.stop(threadId).then(() => null),
    retry: async ({ threadId, messageId, anyway }) => {
      if (anyway === undefined) await meter.check(await chat.measuredAgain(threadId, messageId), true);
      await chat.retry(threadId, messageId);
      return null;
    },
    retryWithout: ({ threadId, messageId }) => chat.retryWithout(threadId, messageId).then(() => null),
    regenerate: ({ threadId, messageId, by }) => messages.regenerate(threadId, messageId, by).then(() => null),
    edit: (ask) => sendEdit(parts, ask).then(() => null),
    fork: ({ threadId, messageId }) => messages.fork(threadId, messageId).then(() => null),
    remove: ({ threadId, messageId }) => messages.remove(threadId, messageId).then(() => null),
    copy: ({ threadId, messageId, what }) => messages.copy(threadId, messageId, what).then(() => null),
    compare: ({ threadId, messageId }) => messages.compare(threadId, messageId).then(() => null),
    answerCall: ({ messageId, stepId }) => askResult(`${messageId} ${stepId}`).then(() => null),
    readImage: ({ threadId, messageId, outputId }) => outputs.image(threadId, messageId, outputId),
    saveOutput: async ({ threadId, messageId, outputId }) => outputFiles.save(outputs.find(threadId, messageId, outputId)).then(() => null),
    openOutput: async ({ threadId, messageId, outputId }) => outputFiles.open(outputs.find(threadId, messageId, outputId)).then(() => null),
    openCitation: async ({ threadId, messageId, index }) => {
      await openCitation(citationOf(threads.open(threadId), messageId, index));
      return null;
    },
    useCode: (ask) => parts.codeUses.use(ask).then(() => null),
    openAnswer: ({ threadId, messageId }) => parts.codeUses.openAnswer(threadId, messageId).then(() => null),
    findPlaces: async ({ names }) => ({ ids: await places.find(names) }),
    openPlace: ({ id }) => places.open(id).then(() => null),
    openSymbol: ({ threadId, messageId, name }) => parts.codeUses.openSymbol(threadId, messageId, name).then(() => null),
    openLink: async ({ threadId, messageId, ...place }) => parts.openLink(await answerLink(threads.open(threadId), messageId, place)).then(() => null),
    resume: async ({ threadId, messageId, anyway }) => {
      if (anyway === undefined) await meter.check(await chat.measuredAgain(threadId, messageId, true), true);
      await chat.resume(threadId, messageId);
      return null;
    },
    select: async ({ threadId, messageId }) => {
      threads.apply(threadId, [{ type: 'selected', messageId }], { durable: false });
      return null;
    },
    loadEarlier: async ({ threadId, beforeId, count }) => earlierMessages(threads.open(threadId), beforeId, count),
    newThread: async () => {
      desk.show(undefined);
      return null;
    },
    attach: () => parts.attach().then(() => null),
    followEditor: ({ following }) => currentEditor.follow(following).then(() => null),
    beginUpload: async ({ name, bytes }) => ({ uploadId: arriving.begin(name, bytes) }),
    uploadPiece: async ({ uploadId, data }) => {
      const file = arriving.add(uploadId, data);
      if (file !== undefined) attachments.add(await bytesAttachment(file.name, file.bytes, attachmentStore));
      return null;
    },
    drop: ({ uris }) => parts.drop(uris).then(() => null),
    openAttachment: async ({ messageId, attachmentId }) => {
      const found = (messageId === undefined ? heldBy(parts) : attachedTo(parts, messageId)).find(({ id }) => id === attachmentId);
      if (found !== undefined) await parts.openAttachment(found);
      return null;
    },
    preview: async ({ messageId, attachmentId }) => {
      const media = (messageId === undefined ? attachments.held : attachedTo(parts, messageId)).find(({ id }) => id === attachmentId)?.media;
      if (media === undefined || media.bytes > previewLimit || formOf({ media }) !== 'image') return null;
      const bytes = await attachmentStore.read(media.hash);
      return bytes === undefined ? null : { mediaType: media.mediaType, data: toBase64(bytes) };
    },
    detach: async ({ attachmentId }) => {
      attachments.remove([attachmentId]);
      return null;
    },
    findFiles: ({ query }) => picker.find(query),
    attachFound: ({ id }) => parts.attachFound(picker.chosen(id)).then(() => null),
    act: ({ action }) => act(action).then(() => null),
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
  const { assistantId, isTemporary } = parts.desk;
  return { ...(threadId === undefined ? {} : { threadId }), ...(isTemporary ? { temporary: true } : {}), ...(assistantId === undefined ? {} : { assistantId }), text, attachments: heldBy(parts).filter(({ id }) => attachmentIds.includes(id)) };
}

/** The assistants as a page lists them. */
export function named({ known }: Assistants): readonly NamedAssistant[] {
  return known.map(({ id, name, description }) => ({ id, name, ...(description === undefined ? {} : { description }) }));
}

/** What the composer shows. */
function heldBy({ attachments, currentEditor: { view } }: HostParts): readonly Attachment[] {
  return [...attachments.held, ...(view.attachment === undefined ? [] : [view.attachment])];
}

/** What went with a prompt of the thread on show. */
function attachedTo({ threads, desk }: HostParts, messageId: string): readonly Attachment[] {
  const message = desk.threadId === undefined ? undefined : threads.open(desk.threadId).messages.find(({ id }) => id === messageId);
  return message?.role === 'user' ? message.attachments : [];
}

function citationOf({ messages }: Thread, messageId: string, index: number): Citation {
  const message = messages.find(({ id }) => id === messageId);
  const citation = message?.role === 'assistant' ? message.citations?.[index] : undefined;
  if (citation === undefined) throw new FailureError({ kind: 'notFound', message: t('This answer has no such source any more.'), action: 'newThread' });
  return citation;
}

/** What was shown here last, else the newest thread of this workspace. */
function lastShown({ threads, chat, desk, workspace }: HostParts): Thread | undefined {
  const list = threads.list();
  const wanted = desk.isUsed ? desk.threadId : list.find((head) => head.workspace === workspace)?.id;
  return wanted !== undefined && list.some(({ id }) => id === wanted) ? chat.open(wanted) : undefined;
}
