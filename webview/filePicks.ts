import type { FoundFile, FoundFiles } from '../src/shared/composerOffers.ts';
import { h, icon } from './elements.ts';
import { markedText } from './markedText.ts';
import { failureOf } from './offers.ts';
import { OfferList } from './offerList.ts';
import { visible } from './visibleText.ts';
import { t } from './l10n.ts';

/** What the list of files asks for. */
export interface FileSteps {
  find(query: string): Promise<FoundFiles>;
  attach(id: string): void;
  /** The text has changed. */
  changed(): void;
}

/** What is typed after a # that begins a word, up to the cursor; longer than this it is no file's name. */
const typed = /(?:^|[\s([{,;])#(?<query>[^\s#]{0,200})$/;

/** The list of files and folders that opens above the composer while a # and some letters are typed. The chosen one becomes an attachment. */
export class FilePicks {
  readonly #area: HTMLTextAreaElement;
  readonly #steps: FileSteps;
  readonly #list: OfferList<FoundFile>;
  /** What is shown, or will be when the answer has come. */
  #question: { readonly query: string } | undefined;
  #isAsking = false;
  /** The user has chosen the best match before it came. */
  #takesFirst = false;

  /** Listens to the area's keys before anybody who is added later. */
  constructor(area: HTMLTextAreaElement, steps: FileSteps) {
    this.#area = area;
    this.#steps = steps;
    area.addEventListener('keydown', (event) => { this.#chooseAhead(event); });
    this.#list = new OfferList(area, { label: t('Files and folders'), row, take: (file) => { this.#take(file); }, isMeant: () => !isNumber(this.#typed()), dismissed: () => { this.#forget(); } });
    area.addEventListener('input', () => void this.#look());
    area.addEventListener('click', () => void this.#look());
  }

  get element(): HTMLElement {
    return this.#list.element;
  }

  async #look(): Promise<void> {
    const query = this.#typed();
    if (query === this.#question?.query) return;
    this.#forget();
    if (query === undefined) {
      this.#list.offer([]);
      return;
    }
    const question = { query };
    this.#question = question;
    this.#isAsking = true;
    if (!this.#list.isOpen) this.#list.offer([], t('Looking for files…'));
    const { found, note } = await this.#steps.find(query).catch((error: unknown): FoundFiles => ({ found: [], note: failureOf(error).message }));
    if (question !== this.#question) return;
    this.#isAsking = false;
    this.#list.offer(found, note ?? (found.length === 0 ? t('No file or folder has these letters.') : ''));
    const [first] = found;
    if (this.#takesFirst && first !== undefined) this.#take(first);
    this.#takesFirst = false;
  }

  #chooseAhead(event: KeyboardEvent): void {
    if (!this.#isAsking || (event.key !== 'Tab' && (event.key !== 'Enter' || isNumber(this.#typed()))) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    this.#takesFirst = true;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #take({ id }: FoundFile): void {
    const { value, selectionStart } = this.#area;
    const before = value.slice(0, selectionStart - (this.#typed() ?? '').length - 1);
    const rest = value.slice(selectionStart);
    this.#area.value = `${before}${/(?:^|\s)$/.test(before) ? rest.trimStart() : rest}`;
    this.#area.setSelectionRange(before.length, before.length);
    this.#forget();
    this.#list.offer([]);
    this.#steps.changed();
    this.#steps.attach(id);
  }

  #typed(): string | undefined {
    const { value, selectionStart, selectionEnd } = this.#area;
    return selectionStart === selectionEnd ? typed.exec(value.slice(0, selectionStart))?.groups?.['query'] : undefined;
  }

  #forget(): void {
    this.#question = undefined;
    this.#isAsking = false;
    this.#takesFirst = false;
  }
}

/** “#12” is more often the number of an issue than a file: Enter sends it, Tab takes the file. */
function isNumber(query: string | undefined): boolean {
  return /^\d+$/.test(query ?? '');
}

function row({ kind, name, folder, nameMarks, folderMarks }: FoundFile): { readonly title: string; readonly parts: readonly Node[] } {
  const parts = [
    icon(kind), h('span', { class: 'mention-name' }, markedText(name, nameMarks)), h('span', { class: 'mention-about' }, markedText(folder, folderMarks)),
  ];
  return { title: visible(folder === '' ? name : `${folder}/${name}`), parts };
}
