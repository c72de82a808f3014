import type { Answer } from '../src/shared/message.ts';
import { hearCodeAsks } from './codeAsks.ts';
import { copyButton } from './copyButton.ts';
import { costLabel, costReckoning } from './costWords.ts';
import { freshId, h } from './elements.ts';
import { FileLinks } from './fileLinks.ts';
import { footnotes } from './footnotes.ts';
import { MarkdownView, shownLimit } from './markdownView.ts';
import { menuButton } from './menu.ts';
import { answerMenu } from './messageSteps.ts';
import { outcome, stepsOf, type AnswerSteps } from './outcome.ts';
import { OutputLinks } from './outputLinks.ts';
import { OutputsView } from './outputsView.ts';
import { quietButton } from './quietButton.ts';
import { duration, StepsView } from './steps.ts';
import { SilenceView } from './silenceView.ts';
import { sameAnswer, type AnswerRow } from './threadRows.ts';
import { versionArrows } from './versionArrows.ts';
import { visible } from './visibleText.ts';
import { Waiting } from './waiting.ts';
import { t } from './l10n.ts';

/** An answer, patched in place as it grows and settles. */
export class AnswerView {
  readonly element: HTMLElement;
  readonly #steps: AnswerSteps;
  readonly #markdown: MarkdownView;
  readonly #cut = h('p', { class: 'cut', hidden: true }, [t('The rest of this answer is too long to be shown here. “Copy” copies all of it.')]);
  readonly #waiting = new Waiting();
  readonly #silence: SilenceView;
  readonly #did: StepsView;
  readonly #made: OutputsView;
  readonly #links: FileLinks;
  readonly #places: OutputLinks;
  readonly #ending = h('div', { class: 'ending' });
  #row: AnswerRow;

  constructor(row: AnswerRow, steps: AnswerSteps) {
    this.#row = row;
    this.#steps = steps;
    this.#did = new StepsView((stepId) => { steps.answerCall(row.message.id, stepId); });
    this.#silence = new SilenceView(steps);
    this.#made = new OutputsView(steps);
    this.#markdown = new MarkdownView((place) => { steps.openLink(row.message.id, place); });
    hearCodeAsks(this.#markdown.element, (place, use) => steps.useCode(row.message.id, place, use));
    this.#links = new FileLinks(this.#markdown.element, row.message.id, steps);
    this.#places = new OutputLinks(this.#markdown.element, steps);
    const id = freshId();
    const name = h('h2', { class: 'speaker', id }, [visible(row.message.assistantName)]);
    const parts = [name, this.#did.element, this.#markdown.element, this.#cut, this.#made.element, this.#waiting.element, this.#silence.element, this.#ending];
    this.element = h('article', { class: 'answer', 'aria-labelledby': id }, parts);
    this.#draw();
  }

  /** Its blocks as they stand in the page, first to last. */
  get blocks(): readonly Element[] {
    return this.#markdown.blocks;
  }

  /** Shows the answer as it now is, in the same place. */
  change(message: Answer, changedAt: number): void {
    this.show({ ...this.#row, message, changedAt });
  }

  show(row: AnswerRow): void {
    if (sameAnswer(this.#row, row)) return;
    const before = this.#row.message;
    this.#row = row;
    this.#draw(before);
  }

  #draw(before?: Answer): void {
    const row = this.#row;
    const { text, state, status, silence } = row.message;
    if (before?.steps !== row.message.steps) this.#did.show(row.message);
    const running = state === 'running';
    const isNew = before?.text !== text || before.state !== state;
    if (isNew) {
      this.#links.clear();
      this.#places.clear();
      this.#markdown.show(text, !running);
      if (!running) this.#links.find();
    }
    if (isNew || before.outputs !== row.message.outputs) this.#made.show(row.message, running ? new Set() : this.#places.show(row.message));
    this.#cut.hidden = text.length <= shownLimit;
    this.#waiting.show(running, text.length, status);
    this.#silence.show(silence);
    this.element.setAttribute('aria-busy', String(running));
    if (!running) this.#ending.replaceChildren(...[outcome(row, this.#steps, before?.state === 'running'), this.#sources(row), this.#below(row)].filter((part) => part !== undefined));
    else if (before?.state !== 'running') this.#ending.replaceChildren();
  }

  #sources({ message }: AnswerRow): HTMLElement | undefined {
    return footnotes(message.citations ?? [], (index) => { this.#steps.openCitation(message.id, index); });
  }

  #below(row: AnswerRow): HTMLElement {
    const { message, versions, last, idle } = row;
    const parts: HTMLElement[] = [];
    if (versions.length > 1) parts.push(versionArrows(versions, message.id, t('Versions of this answer'), (id) => { this.#steps.select(id); }));
    if (message.text !== '') parts.push(copyButton(t('Copy answer'), () => message.text));
    if (last && idle && !stepsOf(row).includes('retry')) {
      const press = (): void => { this.#steps.take('retry', message.id); };
      parts.push(quietButton({ name: t('Retry'), hint: t('Retry: ask for another answer'), iconName: 'refresh', control: 'Retry', press }));
    }
    const sent = quietButton({ name: t('What was sent'), hint: t('Show what was sent for this answer'), iconName: 'eye', control: 'What was sent', press: () => { this.#steps.showSent(message.id); } });
    const more = menuButton({ name: t('More'), control: 'More', items: () => answerMenu(message.id, this.#steps, this.#row) });
    sent.classList.add('aside', 'inner');
    more.classList.add('aside');
    parts.push(sent, more);
    const title = titleOf(message);
    parts.push(h('span', { class: 'meta', ...(title === '' ? {} : { title }) }, [metaOf(message)]));
    return h('div', { class: 'below' }, parts);
  }
}

function titleOf({ cost, requestId, fingerprint }: Answer): string {
  const parts = [costReckoning(cost), requestId === undefined ? '' : t('Request {0}', visible(requestId)), fingerprint === undefined ? '' : t('Fingerprint {0}', visible(fingerprint))];
  return parts.filter((part) => part !== '').join(' · ');
}

function metaOf({ usage, cost, model, at, endedAt, without = [] }: Answer): string {
  const cached = usage?.cachedTokens ?? 0;
  const tokens = usage === undefined ? [] : [cached > 0
    ? t('{0} in ({1} cached), {2} out', usage.inputTokens, cached, usage.outputTokens)
    : t('{0} in, {1} out', usage.inputTokens, usage.outputTokens)];
  const time = endedAt === undefined ? [] : [duration(endedAt - at)];
  const left = without.map((name) => t('without {0}', visible(name)));
  return [...tokens, costLabel(cost), ...time, visible(model), ...left].filter((part) => part !== '').join(' · ');
}
