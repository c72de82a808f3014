import type { HostApi } from '../src/shared/protocol.ts';
import { FailureError } from '../src/shared/rpc.ts';
import type { EditorFollowing } from '../src/shared/snapshot.ts';
import type { Asking } from './asking.ts';
import { mostThings, type Brought } from './broughtThings.ts';
import { uploadFiles } from './fileUploads.ts';
import { t } from './l10n.ts';

/** What the user asks about what goes along with prompts. Each resolves as `Requests` says. */
export class AttachmentRequests {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Lets the user pick what to attach. */
  attach(): Promise<boolean> {
    return this.#asking.ask(() => this.#asking.host.attach());
  }

  /** Says what is to go with each prompt by itself. */
  followEditor(following: EditorFollowing): Promise<boolean> {
    return this.#asking.ask(() => this.#asking.host.followEditor({ following }));
  }

  /** Attaches what was pasted or dropped. */
  bring({ uris, files, more = 0 }: Brought): Promise<boolean> {
    return this.#asking.ask(async () => {
      await (uris.length > 0 ? this.#asking.host.drop({ uris }) : uploadFiles(this.#asking.host, files));
      if (more > 0) throw new FailureError({ kind: 'tooLarge', message: t('{0} of these things were left out: at most {1} can be attached.', String(more), String(mostThings)), action: 'openLog' });
    });
  }

  /** Opens what an attachment stands for: one of the composer, or of this message. */
  openAttachment(attachmentId: string, messageId?: string): Promise<boolean> {
    return this.#asking.ask(() => this.#asking.host.openAttachment({ attachmentId, ...(messageId === undefined ? {} : { messageId }) }));
  }

  /** What an image looks like; null where it cannot be shown. Says nothing of failures. */
  preview(attachmentId: string, messageId?: string): ReturnType<HostApi['preview']> {
    return this.#asking.host.preview({ attachmentId, ...(messageId === undefined ? {} : { messageId }) }).catch(() => null);
  }

  travel(attachmentId: string): Promise<boolean> {
    return this.#asking.ask(() => this.#asking.host.travel({ attachmentId }));
  }

  detach(attachmentId: string): Promise<boolean> {
    return this.#asking.ask(() => this.#asking.host.detach({ attachmentId }));
  }

  /** Takes a file that was found along with the next prompt. */
  attachFound(id: string): Promise<boolean> {
    return this.#asking.ask(() => this.#asking.host.attachFound({ id }));
  }
}
