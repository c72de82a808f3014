import type { Prompt } from '../src/shared/model.ts';
import { chips, type ChipSteps } from './chips.ts';
import { freshId, h } from './elements.ts';
import { visible } from './visibleText.ts';

/** What the user said, as plain text. `steps` is what can be done with what went with it. */
export function promptElement({ text, attachments }: Prompt, steps: ChipSteps): HTMLElement {
  const id = freshId();
  const words = h('div', { class: 'prompt-words', dir: 'auto', hidden: text === '' }, [visible(text)]);
  const bubble = h('div', { class: 'bubble' }, [words, chips(attachments, steps)]);
  return h('article', { class: 'prompt', 'aria-labelledby': id }, [h('h2', { class: 'visually-hidden', id }, ['You']), bubble]);
}
