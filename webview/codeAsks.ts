import { fingerprint } from '../src/shared/fingerprint.ts';
import type { CodePlace, CodeUse } from '../src/shared/asks.ts';

const eventName = 'codeask';

/** What a block of code wants done with itself; `told` hears whether it was. */
class CodeAsk extends Event {
  readonly use: CodeUse;
  readonly text: string;
  readonly told: (isDone: boolean) => void;

  constructor(use: CodeUse, text: string, told: (isDone: boolean) => void) {
    super(eventName, { bubbles: true });
    this.use = use;
    this.text = text;
    this.told = told;
  }
}

/** Lets whoever shows the answer know what is wanted of the block of code that this element is. */
export function askForCode(block: HTMLElement, use: CodeUse, text: string): Promise<boolean> {
  return new Promise((told) => {
    block.dispatchEvent(new CodeAsk(use, text, told));
  });
}

/** Hears what is wanted of the blocks of code in an answer; a block is told by its place among them and by what it says. */
export function hearCodeAsks(answer: HTMLElement, heard: (place: CodePlace, use: CodeUse) => Promise<boolean>): void {
  answer.addEventListener(eventName, (event) => {
    if (!(event instanceof CodeAsk)) return;
    const { use, text, told } = event;
    const index = Array.from(answer.querySelectorAll('.code-block')).findIndex((block) => block === event.target);
    if (index >= 0) void heard({ index, fingerprint: fingerprint(text) }, use).then(told);
  });
}
