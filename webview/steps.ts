import type { Answer, Step } from '../src/shared/model.ts';
import { h, icon } from './elements.ts';
import { quietButton } from './quietButton.ts';
import { visible } from './visibleText.ts';

const icons: Readonly<Record<Step['kind'], string>> = { code: 'terminal', function: 'symbol-method', message: 'comment', reasoning: 'lightbulb', search: 'search', tool: 'tools' };
const states: Readonly<Record<Step['state'], string>> = { running: 'running…', waiting: 'waiting for you', complete: '', failed: 'failed', stopped: 'stopped' };

/** What was done on the way to an answer: a line for each step, which unfolds to what it was done with and what came of it. */
export class StepsView {
  readonly element = h('ul', { class: 'steps', 'aria-label': 'Steps', hidden: true });
  readonly #answerCall: (stepId: string) => void;
  readonly #shown = new Map<string, { readonly step: Step; readonly element: HTMLElement }>();

  /** `answerCall` lets the user give the result that a step waits for. */
  constructor(answerCall: (stepId: string) => void) {
    this.#answerCall = answerCall;
  }

  show({ steps = [] }: Answer): void {
    this.element.hidden = steps.length === 0;
    for (const step of steps) this.#showStep(step);
  }

  #showStep(step: Step): void {
    const before = this.#shown.get(step.id);
    if (before?.step === step) return;
    const element = h('li', { class: `step ${step.state}` }, this.#parts(step, before?.element.querySelector('details')?.open ?? false));
    this.#shown.set(step.id, { step, element });
    if (before === undefined) this.element.append(element);
    else before.element.replaceWith(element);
  }

  #parts(step: Step, open: boolean): readonly HTMLElement[] {
    const words = [states[step.state], time(step), tokens(step)].filter((part) => part !== '').join(' · ');
    const line = [icon(icons[step.kind]), h('span', { class: 'step-title' }, [visible(step.title)]), h('span', { class: 'meta' }, [words])];
    const texts = [step.input, step.output].filter((text) => text !== undefined && text !== '').map((text) => h('pre', {}, [visible(text ?? '')]));
    const whole = texts.length === 0 ? h('div', { class: 'step-line' }, line) : h('details', {}, [h('summary', { class: 'step-line' }, line), ...texts]);
    if (whole instanceof HTMLDetailsElement) whole.open = open || step.state === 'waiting';
    if (step.state !== 'waiting') return [whole];
    const press = (): void => { this.#answerCall(step.id); };
    return [whole, quietButton({ name: 'Give the Result…', hint: `Give the result of ${visible(step.title)}`, iconName: 'reply', control: 'Give the Result', press })];
  }
}

function time({ startedAt, endedAt }: Step): string {
  return startedAt === undefined || endedAt === undefined ? '' : duration(endedAt - startedAt);
}

function tokens({ usage }: Step): string {
  return usage === undefined ? '' : `${(usage.inputTokens + usage.outputTokens).toLocaleString('en')} tokens`;
}

/** “0.4 s”, “12 s”, “3 min”: `milliseconds` as one reads it. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 120 ? `${String(Math.round(seconds))} s` : `${String(Math.round(seconds / 60))} min`;
}
