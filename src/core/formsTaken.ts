import { formProblem, type MediaForm } from '../shared/attachmentForms.ts';
import type { Attachment } from '../shared/attachment.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Connection } from './connections.ts';
import { t } from '../shared/words.ts';

/** What each API takes besides text: https://developers.openai.com/api/docs/guides/file-inputs and the SDK's types of inputs. */
export const formsTaken: Readonly<Record<Connection['api'], readonly MediaForm[]>> = {
  responses: ['image', 'document'],
  chatCompletions: ['image', 'document'],
  assistants: ['image'],
  agents: ['image'],
};

/** Throws FailureError `notSupported` for the first attachment that this connection does not take. */
export function assertTaken(attachments: readonly Attachment[], { api }: Pick<Connection, 'api'>): void {
  for (const attachment of attachments) {
    const problem = formProblem(attachment, formsTaken[api]);
    if (problem !== undefined) throw new FailureError({ kind: 'notSupported', message: t('{0}: take {1} off, or choose another connection.', problem, attachment.path), action: 'chooseConnection' });
  }
}
