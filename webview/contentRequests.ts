import type { CodePlace, CodeUse, LinkPlace } from '../src/shared/asks.ts';
import { fromBase64 } from '../src/shared/base64.ts';
import type { Asking } from './asking.ts';

/** What the user asks about what answers hold: files, sources, code, names, links. Each resolves as `Requests` says. */
export class ContentRequests {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** The bytes of an image; what is wrong with it is said in its place. */
  async readImage(messageId: string, outputId: string): Promise<Uint8Array<ArrayBuffer>> {
    return fromBase64((await this.#asking.host.readImage({ threadId: this.#asking.threadId ?? '', messageId, outputId })).data);
  }

  saveOutput(messageId: string, outputId: string): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.saveOutput({ threadId, messageId, outputId }));
  }

  retryOutput(messageId: string, outputId: string): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.retryOutput({ threadId, messageId, outputId }));
  }

  openOutput(messageId: string, outputId: string): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.openOutput({ threadId, messageId, outputId }));
  }

  /** Opens the file that an answer cites. */
  openCitation(messageId: string, index: number): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.openCitation({ threadId, messageId, index }));
  }

  /** Takes a block of code of an answer to where the user wants it. */
  useCode(messageId: string, place: CodePlace, use: CodeUse): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.useCode({ threadId, messageId, ...place, use }));
  }

  openAnswer(messageId: string): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.openAnswer({ threadId, messageId }));
  }

  /** Which of these names are files of the workspace: an id for each that is. Says nothing of failures. */
  findPlaces(names: readonly string[]): Promise<readonly (string | null)[]> {
    return this.#asking.host.findPlaces({ names }).then(({ ids }) => ids, () => []);
  }

  openPlace(id: string): Promise<boolean> {
    return this.#asking.ask(() => this.#asking.host.openPlace({ id }));
  }

  openSymbol(messageId: string, name: string): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.openSymbol({ threadId, messageId, name }));
  }

  /** Opens a link of an answer in the browser, once the user has agreed. */
  openLink(messageId: string, place: LinkPlace): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.openLink({ threadId, messageId, ...place }));
  }
}
