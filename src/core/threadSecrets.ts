import type { Answer, Prompt } from '../shared/message.ts';
import type { Thread } from '../shared/thread.ts';
import { quoteLimit } from '../shared/schemas.ts';
import { Placeholders } from './placeholders.ts';
import { scanSecrets } from './secretScan.ts';
import { stepText } from './stepText.ts';

/** How many texts of these threads hold what looks like a secret. */
export function secretTexts(threads: readonly Thread[]): number {
  let found = 0;
  for (const thread of threads) {
    withTexts(thread, (text) => {
      if (scanSecrets(text, 1).findings.length > 0) found += 1;
      return text;
    });
  }
  return found;
}

/** The threads with a placeholder for each secret, the same for the same one. */
export function withoutSecrets(threads: readonly Thread[]): readonly Thread[] {
  const said: string[] = [];
  const note = (text: string): string => {
    said.push(text);
    return text;
  };
  for (const thread of threads) withTexts(thread, note);
  const placeholders = new Placeholders(said);
  const hidden = threads.map((thread) => withTexts(thread, (text) => placeholders.replace(text, scanSecrets(text, Number.POSITIVE_INFINITY).findings)));
  // What was found in one text may stand in an earlier one, where nothing gave it away.
  return hidden.map((thread) => withTexts(thread, (text) => placeholders.hide(text)));
}

/** The thread with each of its texts changed. */
function withTexts(thread: Thread, change: (text: string) => string): Thread {
  const { title, instructions, messages } = thread;
  return {
    ...thread, title: change(title), ...(instructions === undefined ? {} : { instructions: change(instructions) }),
    messages: messages.map((message) => (message.role === 'user' ? promptWith(message, change) : answerWith(message, change))),
  };
}

function promptWith(prompt: Prompt, change: (text: string) => string): Prompt {
  return { ...prompt, text: change(prompt.text), attachments: prompt.attachments.map((attachment) => ({ ...attachment, text: change(attachment.text) })) };
}

function answerWith(answer: Answer, change: (text: string) => string): Answer {
  const { failure, steps, citations } = answer;
  return {
    ...answer, text: change(answer.text),
    ...(failure === undefined ? {} : { failure: { ...failure, message: change(failure.message) } }),
    ...(steps === undefined ? {} : { steps: steps.map((step) => ({ ...step, title: change(step.title), ...(step.input === undefined ? {} : { input: stepText(change(step.input)) }), ...(step.output === undefined ? {} : { output: stepText(change(step.output)) }) })) }),
    ...(citations === undefined ? {} : { citations: citations.map((citation) => ({ ...citation, ...(citation.quote === undefined ? {} : { quote: change(citation.quote).slice(0, quoteLimit) }) })) }),
  };
}
