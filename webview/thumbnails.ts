import { fromBase64 } from '../src/shared/base64.ts';
import type { Chip } from '../src/shared/chip.ts';
import type { HostApi } from '../src/shared/protocol.ts';

type Preview = Awaited<ReturnType<HostApi['preview']>>;

/** How many pictures are kept at once. */
const mostKept = 50;

/** Small pictures of images, each asked for once, as long as it is kept. */
export class Thumbnails {
  /** Addresses of pictures by the hashes of their bytes, in the order of their last use; null for what has none. */
  readonly #kept = new Map<string, Promise<string | null>>();

  /** Puts the picture in the place of what stands there; leaves that where there is no picture. */
  async show({ media }: Pick<Chip, 'media'>, place: HTMLElement, ask: () => Promise<Preview>): Promise<void> {
    if (media === undefined) return;
    const found = this.#kept.get(media.hash) ?? ask().then(addressOf);
    this.#keep(media.hash, found);
    const address = await found;
    if (address === null) return;
    const image = new Image();
    image.alt = '';
    image.src = address;
    try {
      await image.decode();
      place.replaceChildren(image);
    } catch {
      // Bytes that only begin like an image: the icon stays.
    }
  }

  #keep(hash: string, address: Promise<string | null>): void {
    this.#kept.delete(hash);
    this.#kept.set(hash, address);
    const [oldest] = this.#kept;
    if (this.#kept.size <= mostKept || oldest === undefined) return;
    this.#kept.delete(oldest[0]);
    void letGo(oldest[1]);
  }
}

async function letGo(address: Promise<string | null>): Promise<void> {
  URL.revokeObjectURL((await address) ?? '');
}

function addressOf(preview: Preview): string | null {
  return preview === null ? null : URL.createObjectURL(new Blob([fromBase64(preview.data)], { type: preview.mediaType }));
}
