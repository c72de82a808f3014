import type { MediaForm } from '../src/shared/attachmentForms.ts';
import type { Attachment } from '../src/shared/model.ts';
import type { CurrentEditorView, EditorFollowing, FoundFiles, Meter, NamedAssistant } from '../src/shared/protocol.ts';
import { textLimit } from '../src/shared/schemas.ts';
import { pastedFiles, type Brought } from './broughtThings.ts';
import { chips } from './chips.ts';
import { sendOnEnter } from './composerKeys.ts';
import { takeDrops } from './dropTarget.ts';
import { EditorSwitch } from './editorSwitch.ts';
import { h } from './elements.ts';
import { FilePicks } from './filePicks.ts';
import { Mentions } from './mentions.ts';
import { MeterView } from './meterView.ts';
import { quietButton } from './quietButton.ts';
import { iconButton } from './toolkit.ts';

/** What the composer asks for. */
export interface ComposerSteps {
  /** `anyway`: although it may not fit. Resolves once the prompt is stored, with true, or with false when it was refused. */
  send(text: string, attachmentIds: readonly string[], anyway: boolean): Promise<boolean>;
  stop(): void;
  /** Lets the user pick what to attach. */
  attach(): void;
  /** Says what is to go with each prompt by itself. */
  follow(following: EditorFollowing): void;
  /** Attaches what was pasted or dropped. */
  bring(things: Brought): void;
  /** Shows what sending this would send. */
  inspect(text: string, attachmentIds: readonly string[]): void;
  open(attachmentId: string): void;
  detach(attachmentId: string): void;
  findFiles(query: string): Promise<FoundFiles>;
  /** Takes a file that was found along. */
  attachFound(id: string): void;
  thumbnail(attachment: Attachment, place: HTMLElement): void;
  /** The text has changed. */
  typed(text: string): void;
}

/** What it shows of the thread. */
export interface ComposerState {
  readonly assistantName: string;
  /** Those who can be asked by @name. */
  readonly assistants: readonly NamedAssistant[];
  readonly attachments: readonly Attachment[];
  readonly currentEditor: CurrentEditorView;
  /** What the connection takes besides text. */
  readonly takes: readonly MediaForm[];
  readonly running: boolean;
  readonly meter: Meter | undefined;
}

/** VS Code keeps drags to itself unless Shift is held: https://github.com/microsoft/vscode/issues/182449. */
const dropHint = 'Drop to attach. Keep Shift held: without it, VS Code opens what you drop.';

const stillArriving = 'An answer is still arriving. Stop it to send.';

/** Where the user writes. What was typed stays until the host has stored it. */
export class Composer {
  readonly element: HTMLElement;
  readonly #steps: ComposerSteps;
  readonly #area = h('textarea', { 'aria-label': 'Message', rows: '1' });
  readonly #chips = h('div', { class: 'composer-chips' });
  readonly #mentions = new Mentions(this.#area, () => { this.#typed(); });
  readonly #filePicks: FilePicks;
  readonly #hint = h('p', { class: 'hint', role: 'status' });
  readonly #meter = new MeterView();
  readonly #switch: EditorSwitch;
  readonly #send: HTMLElement;
  readonly #stop: HTMLElement;
  #attachments: readonly Attachment[] = [];
  #currentEditor: CurrentEditorView = { following: 'off' };
  #takes: readonly MediaForm[] = [];
  #running = false;
  #sending = false;
  #ready = false;
  /** What is on its way to the host. */
  #delivered = '';
  /** Enter came too early: before the panel was ready, or while another prompt was on its way. */
  #waiting = false;

  constructor(draft: string, steps: ComposerSteps) {
    this.#steps = steps;
    this.#filePicks = new FilePicks(this.#area, { find: (query) => steps.findFiles(query), attach: (id) => { steps.attachFound(id); }, changed: () => { this.#typed(); } });
    this.#send = iconButton({ name: 'Send', hint: 'Send (Enter)', iconName: 'send', primary: true, press: () => { this.submit(); } });
    this.#stop = iconButton({ name: 'Stop', hint: 'Stop this answer', iconName: 'stop-circle', press: () => { steps.stop(); } });
    this.#area.value = draft;
    this.#area.addEventListener('input', () => { this.#typed(); });
    this.#area.addEventListener('paste', (event) => { this.#paste(event); });
    sendOnEnter(this.#area, () => { this.submit(); });
    const attach = quietButton({ name: 'Attach…', hint: 'Attach files, code, problems or changes. To drop files here, hold Shift.', iconName: 'attach', press: () => { steps.attach(); } });
    this.#switch = new EditorSwitch((following) => { steps.follow(following); });
    const inspect = quietButton({ name: 'Show What Will Be Sent', hint: 'Show what will be sent, before it is', iconName: 'eye', press: () => { steps.inspect(...this.contents); } });
    const row = h('div', { class: 'composer-row' }, [attach, this.#switch.element, inspect, this.#hint, this.#meter.element, this.#send, this.#stop]);
    this.element = h('div', { class: 'composer' }, [this.#mentions.element, this.#filePicks.element, this.#chips, this.#area, row]);
    takeDrops(this.element, {
      over: (isOver) => { this.#hold(isOver); },
      drop: (things) => { steps.bring(things); },
    });
    this.#showState();
  }

  show({ assistantName, assistants, attachments, currentEditor, takes, running, meter }: ComposerState): void {
    this.#ready = true;
    this.#meter.show(meter);
    this.#mentions.show(assistants);
    this.#area.placeholder = `Ask ${assistantName}… (Enter to send, Shift+Enter for a new line)`;
    this.#switch.show(currentEditor);
    if (attachments !== this.#attachments || currentEditor !== this.#currentEditor || takes !== this.#takes) {
      this.#attachments = attachments;
      this.#currentEditor = currentEditor;
      this.#takes = takes;
      this.#showChips();
    }
    if (running !== this.#running) {
      this.#running = running;
      this.#hint.textContent = '';
    }
    this.#showState();
    if (this.#waiting) this.submit();
  }

  /** Puts this text in the place of what is written. */
  fill(text: string): void {
    this.#area.value = text;
    this.#showState();
  }

  focus(): void {
    this.#area.focus();
  }

  /** What is written, and what goes with it. */
  get contents(): readonly [text: string, attachmentIds: readonly string[]] {
    return [this.#area.value, this.#along.map(({ id }) => id)];
  }

  /** Sends what is written, unless something stands in the way; `anyway`: although it may not fit. */
  submit(anyway = false): void {
    const text = this.#area.value;
    if (this.#sending) {
      this.#waiting = text !== this.#delivered;
      return;
    }
    if (text.trim() === '' && this.#attachments.length === 0) return;
    this.#waiting = !this.#ready;
    if (this.#waiting) this.#hint.textContent = 'Sending as soon as the panel is ready…';
    else this.#hint.textContent = this.#running ? stillArriving : tooLong(text.length);
    if (this.#hint.textContent === '') void this.#deliver(text, anyway);
  }

  async #deliver(text: string, anyway: boolean): Promise<void> {
    this.#sending = true;
    this.#delivered = text;
    this.#showState();
    const stored = await this.#steps.send(...this.contents, anyway);
    this.#sending = false;
    if (stored && this.#area.value === text) {
      this.#area.value = '';
      this.#typed();
    }
    this.#showState();
    if (stored && this.#waiting) this.submit();
    this.#waiting = false;
  }

  /** All that goes with the next prompt: nothing is sent that is not among it. */
  get #along(): readonly Attachment[] {
    const { attachment } = this.#currentEditor;
    return attachment === undefined ? this.#attachments : [attachment, ...this.#attachments];
  }

  #typed(): void {
    this.#waiting = false;
    this.#hint.textContent = '';
    this.#steps.typed(this.#area.value);
    this.#showState();
  }

  /** Files become attachments; text that cannot be sent is not even taken in: at that length it would hold up the page. */
  #paste(event: ClipboardEvent): void {
    const files = event.clipboardData === null ? [] : pastedFiles(event.clipboardData);
    if (files.length > 0) {
      event.preventDefault();
      this.#steps.bring({ uris: [], files });
      return;
    }
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    const words = tooLong(this.#area.value.length + pasted.length);
    if (words === '') return;
    event.preventDefault();
    this.#hint.textContent = words;
  }

  /** Says what a drop would do, as long as something is held above. */
  #hold(isOver: boolean): void {
    if (isOver === this.element.classList.contains('dropping')) return;
    this.element.classList.toggle('dropping', isOver);
    this.#hint.textContent = isOver ? dropHint : '';
  }

  #showChips(): void {
    const hadFocus = this.#chips.contains(document.activeElement);
    const { following, attachment } = this.#currentEditor;
    this.#chips.replaceChildren(chips(this.#along, {
      takes: this.#takes,
      open: (id) => { this.#steps.open(id); },
      remove: (id) => {
        if (id === attachment?.id) this.#steps.follow('off');
        else this.#steps.detach(id);
      },
      thumbnail: (shown, place) => { this.#steps.thumbnail(shown, place); },
      ...(attachment === undefined ? {} : { current: { id: attachment.id, words: following === 'pinned' ? 'pinned' : 'current editor' } }),
    }));
    if (hadFocus) this.focus();
  }

  #showState(): void {
    const leaving = this.#running ? this.#send : this.#stop;
    const focusLeaves = leaving.contains(document.activeElement);
    this.#send.classList.toggle('idle', this.#sending || (this.#area.value.trim() === '' && this.#attachments.length === 0));
    this.#send.hidden = this.#running;
    this.#stop.hidden = !this.#running;
    if (focusLeaves) this.focus();
  }
}

function tooLong(length: number): string {
  if (length <= textLimit) return '';
  return `This is too long to send: ${length.toLocaleString('en')} characters, where ${textLimit.toLocaleString('en')} are the most.`;
}
