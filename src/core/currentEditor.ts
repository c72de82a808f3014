import { Emitter, type Disposable } from '../shared/lifetime.ts';
import type { Attachment } from '../shared/attachment.ts';
import { chipOf } from '../shared/chip.ts';
import type { CurrentEditorView, EditorFollowing } from '../shared/snapshot.ts';
import { FailureError } from '../shared/rpc.ts';
import { isSame, sizeRefusal, type NewAttachment } from './attachments.ts';
import { isSuspect } from './suspicion.ts';
import { t } from '../shared/words.ts';

/** What a look at an editor, or at a file, finds. */
export interface EditorLook {
  /** The address of the file. */
  readonly address: string;
  readonly piece?: NewAttachment;
  /** Why there is no piece of it. */
  readonly problem?: string;
}

/** The text editors of this window. */
export interface Editors {
  /** What is in front of the user: what is selected there, else the whole text; undefined where no text is. */
  active(): Promise<EditorLook | undefined>;
  /** The whole file at an address. */
  at(address: string): Promise<EditorLook>;
  /** Whether the user trusts this workspace. */
  isTrusted(): boolean;
  /** Something of the above may be otherwise now. */
  readonly onChange: (listener: (happening: null) => void) => Disposable;
}

/** The switch as it stands, with what goes with the next prompt, or why nothing does although there is something. */
export interface Following {
  readonly following: EditorFollowing;
  readonly attachment?: Attachment;
  readonly problem?: string;
}

/** What is kept for a workspace; `address` is the pinned file. */
export interface KeptFollowing {
  readonly following: EditorFollowing;
  readonly address?: string;
}

/** Keeps the choice of one workspace. */
export interface FollowingStore {
  get(): KeptFollowing;
  set(kept: KeptFollowing): void;
}

/** The switch “Current editor”: what is in front of the user goes with each prompt, or one file does, or nothing. */
export class CurrentEditor implements Disposable {
  readonly #editors: Editors;
  readonly #store: FollowingStore;
  readonly #countTokens: (text: string) => Promise<number>;
  readonly #changed = new Emitter<Following>();
  readonly #listening: Disposable;
  #view: Following = { following: 'off' };
  /** How often the editors were looked at: an older look that ends later counts no more. */
  #looks = 0;
  readonly onChange = this.#changed.on;

  /** `countTokens` says how many tokens a text is, about. */
  constructor(editors: Editors, store: FollowingStore, countTokens: (text: string) => Promise<number>) {
    this.#editors = editors;
    this.#store = store;
    this.#countTokens = countTokens;
    this.#listening = editors.onChange(() => void this.look());
  }

  get view(): Following {
    return this.#view;
  }

  /** Changes the switch, for this workspace and from now on. Throws FailureError where the workspace is not trusted, or there is nothing to pin. */
  async follow(following: EditorFollowing): Promise<void> {
    if (following !== 'off' && !this.#editors.isTrusted()) {
      throw new FailureError({ kind: 'notSupported', message: t('This workspace is not trusted, so nothing of it goes along by itself: attach the file by hand.'), action: 'openLog' });
    }
    const active = following === 'pinned' ? await this.#editors.active() : undefined;
    if (following === 'pinned' && active === undefined) throw new FailureError({ kind: 'notFound', message: t('Open the file that is to go with each message.'), action: 'openLog' });
    this.#store.set({ following, ...(active === undefined ? {} : { address: active.address }) });
    await this.look();
  }

  /** Looks at what goes along now. */
  async look(): Promise<void> {
    this.#looks += 1;
    const turn = this.#looks;
    const { following, address } = this.#editors.isTrusted() ? this.#store.get() : { following: 'off' as const };
    const found = following === 'off' ? undefined : following === 'on' ? await this.#editors.active() : await this.#editors.at(address ?? '');
    if (turn === this.#looks) this.#show(following, found);
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #show(following: EditorFollowing, found: EditorLook | undefined): void {
    const { attachment: before } = this.#view;
    const problem = found?.problem ?? (found?.piece === undefined ? undefined : sizeRefusal(found.piece));
    if (found?.piece === undefined || problem !== undefined) {
      this.#change({ following, ...(problem === undefined ? {} : { problem }) });
    } else if (before !== undefined && isSame(before, found.piece) && before.unsaved === found.piece.unsaved && before.leadsTo === found.piece.leadsTo) {
      this.#change({ following, attachment: before });
    } else {
      const { address: _address, ...piece } = found.piece;
      const attachment = { ...piece, id: crypto.randomUUID() };
      this.#change({ following, attachment });
      void this.#learn(attachment);
    }
  }

  /** Looks through what goes along, and counts its tokens. */
  async #learn(attachment: Attachment): Promise<void> {
    const [isSecret, tokens] = await Promise.all([isSuspect(attachment), this.#countTokens(attachment.text).catch(() => undefined)]);
    if ((!isSecret && tokens === undefined) || this.#view.attachment !== attachment) return;
    this.#change({ ...this.#view, attachment: { ...attachment, ...(tokens === undefined ? {} : { tokens }), ...(isSecret ? { suspect: true } : {}) } });
  }

  #change(view: Following): void {
    const { following, attachment, problem } = this.#view;
    if (view.following === following && view.attachment === attachment && view.problem === problem) return;
    this.#view = view;
    this.#changed.fire(view);
  }
}

/** The switch as a page shows it. */
export function shownFollowing({ attachment, ...rest }: Following): CurrentEditorView {
  return { ...rest, ...(attachment === undefined ? {} : { attachment: chipOf(attachment) }) };
}
