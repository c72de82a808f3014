import type { Citation } from '../shared/answerParts.ts';
import { toBase64 } from '../shared/base64.ts';
import type { HostApi } from '../shared/protocol.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Thread } from '../shared/thread.ts';
import { t } from '../shared/words.ts';
import { answerLink } from './answerLinks.ts';
import { FilePlaces } from './filePlaces.ts';
import type { HostParts } from './hostParts.ts';

/** The page's questions about what answers hold, answered: files, sources, code, names, links. */
export function contentQuestions(parts: HostParts): Pick<HostApi, 'readImage' | 'saveOutput' | 'openOutput' | 'retryOutput' | 'openCitation' | 'useCode' | 'openAnswer' | 'findPlaces' | 'openPlace' | 'openSymbol' | 'openLink'> {
  const { threads, openCitation, outputs, outputFiles } = parts;
  const places = new FilePlaces(parts.places);
  return {
    readImage: async ({ threadId, messageId, outputId }) => ({ data: toBase64(await outputs.image(threadId, messageId, outputId)) }),
    saveOutput: async ({ threadId, messageId, outputId }) => outputFiles.save(outputs.find(threadId, messageId, outputId)).then(() => null),
    openOutput: async ({ threadId, messageId, outputId }) => outputFiles.open(outputs.find(threadId, messageId, outputId)).then(() => null),
    retryOutput: async ({ threadId, messageId, outputId }) => outputs.takeAgain(threadId, messageId, outputId).then(() => null),
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
  };
}

function citationOf({ messages }: Thread, messageId: string, index: number): Citation {
  const message = messages.find(({ id }) => id === messageId);
  const citation = message?.role === 'assistant' ? message.citations?.[index] : undefined;
  if (citation === undefined) throw new FailureError({ kind: 'notFound', message: t('This answer has no such source any more.'), action: 'newThread' });
  return citation;
}
