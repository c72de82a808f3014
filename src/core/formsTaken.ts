import { formOf, formProblem, type SpecialForm } from '../shared/attachmentForms.ts';
import type { Attachment } from '../shared/attachment.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Connection } from './connections.ts';
import { t } from '../shared/words.ts';

/** What each API takes besides text: https://developers.openai.com/api/docs/guides/file-inputs and the SDK's types of inputs. */
export const formsTaken: Readonly<Record<Connection['api'], readonly SpecialForm[]>> = {
  responses: ['image', 'document', 'office', 'code', 'search'],
  chatCompletions: ['image', 'document'],
  assistants: ['image', 'code', 'search'],
  agents: ['image'],
};

/** Throws FailureError `notSupported` for the first attachment that this connection does not take. */
export function assertTaken(attachments: readonly Attachment[], { api }: Pick<Connection, 'api'>): void {
  for (const attachment of attachments) {
    const form = formOf(attachment);
    if (form === 'text' || formProblem(attachment, formsTaken[api]) === undefined) continue;
    throw new FailureError({ kind: 'notSupported', message: words()[form](attachment.path), action: 'chooseConnection' });
  }
}

function words(): Readonly<Record<SpecialForm, (path: string) => string>> {
  return {
    image: (path) => t('This connection takes no images: take {0} off, or choose another connection.', path),
    document: (path) => t('This connection takes no PDF files: take {0} off, or choose another connection.', path),
    office: (path) => t('This connection takes no Office files: let {0} travel in another way, or choose another connection.', path),
    code: (path) => t('This connection takes no files for code: let {0} travel in another way, or choose another connection.', path),
    search: (path) => t('This connection takes no files to search: let {0} travel in another way, or choose another connection.', path),
  };
}
