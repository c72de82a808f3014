import { formOf, type MediaForm } from '../shared/attachmentForms.ts';
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
    const form = formOf(attachment);
    if (form === 'text' || formsTaken[api].includes(form)) continue;
    const message = form === 'image' ? t('This connection takes no images: take {0} off, or choose another connection.', attachment.path) : t('This connection takes no PDF files: take {0} off, or choose another connection.', attachment.path);
    throw new FailureError({ kind: 'notSupported', message, action: 'chooseConnection' });
  }
}
