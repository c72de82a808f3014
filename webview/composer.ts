import type { SpecialForm } from '../src/shared/attachmentForms.ts';
import type { Chip } from '../src/shared/chip.ts';
import type { FilledPrompt, FoundFiles, NamedAssistant, PromptOffer } from '../src/shared/composerOffers.ts';
import type { Meter } from '../src/shared/meter.ts';
import type { CurrentEditorView, EditorFollowing } from '../src/shared/snapshot.ts';
import type { SendKey } from '../src/shared/status.ts';
import { writtenBehind } from '../src/shared/writtenBehind.ts';
import type { Brought } from './broughtThings.ts';
import { ComposerChips } from './composerChips.ts';
import { listenToKeys } from './composerKeys.ts';
import { dropHint, placeholder } from './composerWords.ts';
import { keepFromComposing } from './composition.ts';
import { Delivery, type SendHow } from './delivery.ts';
import { takeDrops } from './dropTarget.ts';
import { EditorSwitch } from './editorSwitch.ts';
import { h } from './elements.ts';
import { FilePicks } from './filePicks.ts';
import { Mentions } from './mentions.ts';
import { MeterView } from './meterView.ts';
import { takePastes } from './pastes.ts';
import { PromptHistory } from './promptHistory.ts';
import { quietButton } from './quietButton.ts';
import { SlashList } from './slashList.ts';
import type { SlashOffer } from './slashOffers.ts';
import { iconButton } from './toolkit.ts';
import { visible } from './visibleText.ts';
import { t } from './l10n.ts';

/** What the composer asks for. */
export interface ComposerSteps {
  /** Resolves once the prompt is stored, with true, or with false when it was refused. */
  send(text: string, attachmentIds: readonly string[], how: SendHow): Promise<boolean>;
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
  /** Lets the user choose how something travels. */
  travel(attachmentId: string): void;
  detach(attachmentId: string): void;
  findFiles(query: string): Promise<FoundFiles>;
  /** Takes a file that was found along. */
  attachFound(id: string): void;
  thumbnail(attachment: Chip, place: HTMLElement): void;
  /** The text has changed. */
  typed(text: string): void;
  /** What was said in this thread, the newest first. */
  saidHere(): readonly string[];
  saidElsewhere(): Promise<readonly string[]>;
  prompts(): Promise<readonly PromptOffer[]>;
  fillPrompt(id: string, words: string): Promise<FilledPrompt | undefined>;
  /** Does what was chosen by its /name. */
  run(command: NonNullable<SlashOffer['command']>): void;
}

/** What it shows of the thread. */
export interface ComposerState {
  readonly assistantName: string;
  /** Those who can be asked by @name. */
  readonly assistants: readonly NamedAssistant[];
  readonly attachments: readonly Chip[];
  readonly currentEditor: CurrentEditorView;
  /** What the connection takes besides text. */
  readonly takes: readonly SpecialForm[];
  readonly running: boolean;
  readonly meter: Meter | undefined;
  readonly sendKey: SendKey;
}

/** Where the user writes. What was typed stays until the host has stored it. */
export class Composer {
  readonly element: HTMLElement;
  readonly #steps: ComposerSteps;
  readonly #area = h('textarea', { 'aria-label': t('Message'), rows: '1', dir: 'auto', autocomplete: 'off' });
  readonly #chips: ComposerChips;
  readonly #mentions: Mentions;
  readonly #slash: SlashList;
  readonly #history: PromptHistory;
  readonly #delivery: Delivery;
  readonly #hint = h('p', { class: 'hint', role: 'status' });
  readonly #meter = new MeterView();
  readonly #switch: EditorSwitch;
  readonly #send: HTMLElement;
  readonly #queue: HTMLElement;
  readonly #stop: HTMLElement;
  #sendKey: SendKey = 'enter';
  #isRunning = false;

  constructor(draft: string, steps: ComposerSteps) {
    this.#steps = steps;
    this.#area.value = draft;
    const composition = keepFromComposing(this.#area);
    const changed = (): void => { this.#typed(); };
    this.#mentions = new Mentions(this.#area, changed);
    const filePicks = new FilePicks(this.#area, { find: (query) => steps.findFiles(query), attach: (id) => { steps.attachFound(id); }, changed });
    this.#slash = new SlashList(this.#area, { prompts: () => steps.prompts(), fill: (id, words) => steps.fillPrompt(id, words), run: (command) => { steps.run(command); }, changed });
    this.#history = new PromptHistory(this.#area, { own: () => steps.saidHere(), others: () => steps.saidElsewhere(), shown: (isDraft) => { this.#recalled(isDraft); } });
    this.#delivery = new Delivery({
      contents: () => this.contents,
      isEmpty: () => this.#isEmpty,
      send: (text, attachmentIds, how) => steps.send(text, attachmentIds, how),
      stored: (text) => { composition.after(() => { this.#stored(text); }); },
      say: (words) => { this.#hint.textContent = words; },
      changed: () => { this.#showState(); },
    });
    this.#chips = new ComposerChips({
      open: (id) => { steps.open(id); },
      travel: (id) => { steps.travel(id); },
      detach: (id) => { steps.detach(id); },
      follow: (following) => { steps.follow(following); },
      thumbnail: (attachment, place) => { steps.thumbnail(attachment, place); },
      left: () => { this.focus(); },
    });
    this.#area.addEventListener('input', changed);
    takePastes(this.#area, { bring: (things) => { steps.bring(things); }, attachments: () => this.#chips.attachments, detach: (id) => { steps.detach(id); }, say: (words) => { this.#hint.textContent = words; } });
    listenToKeys(this.#area, { sendKey: () => this.#sendKey, send: () => { this.submit(); }, sendNow: () => { this.submit({ now: true }); } });
    this.#send = iconButton({ name: t('Send'), hint: t('Send'), iconName: 'send', primary: true, press: () => { this.submit(); } });
    this.#queue = iconButton({ name: t('Queue'), hint: t('Send this when the answer has come'), iconName: 'list-ordered', primary: true, press: () => { this.submit(); } });
    this.#stop = iconButton({ name: t('Stop'), hint: t('Stop this answer'), iconName: 'stop-circle', press: () => { steps.stop(); } });
    const attach = quietButton({ name: t('Attach…'), hint: t('Attach files, code, problems or changes. To drop files here, hold Shift.'), iconName: 'attach', press: () => { steps.attach(); } });
    this.#switch = new EditorSwitch((following) => { steps.follow(following); });
    const inspect = quietButton({ name: t('Show What Will Be Sent'), hint: t('Show what will be sent, before it is'), iconName: 'eye', press: () => { steps.inspect(...this.contents); } });
    const row = h('div', { class: 'composer-row' }, [attach, this.#switch.element, inspect, this.#hint, this.#meter.element, this.#send, this.#queue, this.#stop]);
    this.element = h('div', { class: 'composer' }, [this.#mentions.element, filePicks.element, this.#slash.element, this.#chips.element, this.#area, row]);
    takeDrops(this.element, { over: (isOver) => { this.#hold(isOver); }, drop: (things) => { steps.bring(things); } });
    this.#showState();
  }

  show({ assistantName, assistants, attachments, currentEditor, takes, running, meter, sendKey }: ComposerState): void {
    this.#meter.show(meter);
    this.#mentions.show(assistants);
    const words = placeholder(assistantName, sendKey, running);
    if (words !== this.#area.placeholder) this.#area.placeholder = words;
    this.#switch.show(currentEditor);
    this.#chips.show(attachments, currentEditor, takes);
    this.#sendKey = sendKey;
    this.#isRunning = running;
    this.#showState();
    this.#delivery.ready();
  }

  /** Puts this text in the place of what is written. */
  fill(text: string): void {
    this.#history.end();
    this.#delivery.forget();
    this.#area.value = text;
    this.#showState();
  }

  /** Says something below what is written, until more is. */
  say(words: string): void {
    this.#hint.textContent = visible(words);
  }

  focus(): void {
    this.#area.focus();
  }

  /** What is written, and what goes with it. */
  get contents(): readonly [text: string, attachmentIds: readonly string[]] {
    return [this.#area.value, this.#chips.along.map(({ id }) => id)];
  }

  /** Sends what is written, unless something stands in the way. */
  submit(how: SendHow = {}): void {
    if (!this.#slash.expand()) this.#delivery.submit(how);
  }

  /** What was written behind it meanwhile stays, with the cursor in it; what was set aside for an earlier prompt is there again. */
  #stored(text: string): void {
    const { value, selectionStart, selectionEnd } = this.#area;
    const rest = value === text || !this.#history.isWalking ? writtenBehind(text, value) : undefined;
    if (rest === undefined) return;
    const before = value.length - rest.length;
    this.#area.value = rest === '' ? this.#history.end() : rest;
    if (rest !== '') this.#area.setSelectionRange(Math.max(0, selectionStart - before), Math.max(0, selectionEnd - before));
    this.#typed();
  }

  #typed(): void {
    this.#delivery.forget();
    this.#hint.textContent = '';
    this.#steps.typed(this.#area.value);
    this.#showState();
  }

  /** An earlier prompt is no draft until it is changed. */
  #recalled(isDraft: boolean): void {
    if (isDraft) this.#typed();
    else this.#showState();
  }

  /** Says what a drop would do, as long as something is held above. */
  #hold(isOver: boolean): void {
    if (isOver === this.element.classList.contains('dropping')) return;
    this.element.classList.toggle('dropping', isOver);
    this.#hint.textContent = isOver ? dropHint : '';
  }

  get #isEmpty(): boolean {
    return this.#area.value.trim() === '' && this.#chips.attachments.length === 0;
  }

  #showState(): void {
    const isEmpty = this.#isEmpty;
    const leaving = this.#isRunning ? [this.#send] : [this.#stop, this.#queue];
    const focusLeaves = leaving.some((button) => button.contains(document.activeElement));
    this.#send.classList.toggle('idle', this.#delivery.isSending || isEmpty);
    this.#send.hidden = this.#isRunning;
    this.#queue.hidden = !this.#isRunning || isEmpty;
    this.#stop.hidden = !this.#isRunning;
    if (focusLeaves) this.focus();
  }
}
