import type { Step } from '../src/shared/answerParts.ts';
import type { Answer } from '../src/shared/message.ts';
import { h, icon } from './elements.ts';
import { quietButton } from './quietButton.ts';
import { visible } from './visibleText.ts';
import { language, t } from './l10n.ts';

const icons: Readonly<Record<Step['kind'], string>> = { code: 'terminal', function: 'symbol-method', message: 'comment', reasoning: 'lightbulb', search: 'search', tool: 'tools' };
const states: Readonly<Record<Step['state'], string>> = { running: t('running…'), waiting: t('waiting for you'), complete: '', failed: t('failed'), stopped: t('stopped') };

/** What was done on the way to an answer: a line for each step, which unfolds to what it was done with and what came of it. */
export class StepsView {
  readonly element = h('ul', { class: 'steps', 'aria-label': t('Steps'), hidden: true });
  readonly #answerCall: (stepId: string) => void;
  readonly #shown = new Map<string, StepView>();

  /** `answerCall` lets the user give the result that a step waits for. */
  constructor(answerCall: (stepId: string) => void) {
    this.#answerCall = answerCall;
  }

  show({ steps = [] }: Answer): void {
    this.element.hidden = steps.length === 0;
    for (const step of steps) this.#viewOf(step).show(step);
  }

  #viewOf({ id }: Step): StepView {
    const known = this.#shown.get(id);
    if (known !== undefined) return known;
    const made = new StepView(() => { this.#answerCall(id); });
    this.#shown.set(id, made);
    this.element.append(made.element);
    return made;
  }
}

/** One step, patched in place: it stays as far unfolded, scrolled and focused as the reader has it. */
class StepView {
  readonly element = h('li', { class: 'step' });
  readonly #answerCall: () => void;
  readonly #line = h('div', { class: 'step-line' });
  readonly #summary = h('summary', { class: 'step-line' });
  readonly #fold = h('details', {}, [this.#summary]);
  #step: Step | undefined;

  constructor(answerCall: () => void) {
    this.#answerCall = answerCall;
  }

  show(step: Step): void {
    const before = this.#step;
    if (before === step) return;
    this.#step = step;
    this.element.setAttribute('class', `step ${step.state}`);
    const texts = [step.input ?? '', step.output ?? ''].filter((text) => text !== '');
    const [home, line] = texts.length === 0 ? [this.#line, this.#line] : [this.#fold, this.#summary];
    line.replaceChildren(...lineOf(step));
    this.#showTexts(texts);
    if (step.state === 'waiting' && before?.state !== 'waiting') this.#fold.open = true;
    if (home.parentElement === null || step.state !== before?.state) this.#arrange(home, step);
  }

  #showTexts(texts: readonly string[]): void {
    const places = this.#fold.querySelectorAll('pre');
    for (const [index, text] of texts.entries()) {
      const shown = visible(text);
      const place = places[index];
      if (place === undefined) this.#fold.append(h('pre', {}, [shown]));
      else if (place.textContent !== shown) place.textContent = shown;
    }
  }

  #arrange(home: HTMLElement, step: Step): void {
    for (const child of Array.from(this.element.children)) if (child !== home) child.remove();
    if (home.parentElement === null) this.element.append(home);
    if (step.state !== 'waiting') return;
    this.element.append(quietButton({ name: t('Give the Result…'), hint: t('Give the result of {0}', visible(step.title)), iconName: 'reply', control: 'Give the Result', press: this.#answerCall }));
  }
}

function lineOf(step: Step): readonly HTMLElement[] {
  const words = [states[step.state], time(step), tokens(step)].filter((part) => part !== '').join(' · ');
  return [icon(icons[step.kind]), h('span', { class: 'step-title' }, [visible(step.title)]), h('span', { class: 'meta' }, [words])];
}

function time({ startedAt, endedAt }: Step): string {
  return startedAt === undefined || endedAt === undefined ? '' : duration(endedAt - startedAt);
}

function tokens({ usage }: Step): string {
  return usage === undefined ? '' : t('{0} tokens', (usage.inputTokens + usage.outputTokens));
}

/** “0.4 s”, “12 s”, “3 min”: `milliseconds` as one reads it. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return t('{0} s', seconds.toLocaleString(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
  return seconds < 120 ? t('{0} s', Math.round(seconds)) : t('{0} min', Math.round(seconds / 60));
}
