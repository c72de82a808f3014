import { withoutFiles } from './fencedBlocks.ts';
import { received, scripts, type Heard, type Reply } from './scripts.ts';
import { toolReply } from './toolReplies.ts';

/** The scripted stand-in for a model: the same answer to the same words, always. */
export function replyTo(heard: Heard): Reply {
  const prompt = promptOf(heard);
  const withTools = toolReply(prompt, heard);
  if (withTools !== undefined) return withTools;
  if (after('continue', prompt) !== undefined) return { text: continuation(heard) };
  for (const script of scripts) {
    const rest = after(script.word, prompt);
    if (rest !== undefined) return script.reply(rest, heard);
  }
  return { text: received(heard) };
}

/** Milliseconds between two words of an answer, at a server that takes this many. */
export function wordDelayOf({ leastDelay = 0, mostDelay = Infinity }: Reply, own: number): number {
  return Math.min(Math.max(own, leastDelay), mostDelay);
}

/** What the user typed last, without the files that went with it. */
function promptOf({ messages }: Heard): string {
  return withoutFiles(messages.at(-1)?.text ?? '');
}

/** What stands behind the word, if the text begins with it. */
function after(word: string, text: string): string | undefined {
  if (!text.toLowerCase().startsWith(word) || /^\p{L}/u.test(text.slice(word.length))) return undefined;
  return text.slice(word.length).replace(/^[ \t]+/, '');
}

/** The rest of the answer that was broken off: all of it again, without what is in the history. */
function continuation({ messages, ...heard }: Heard): string {
  const asked = messages.findLastIndex(({ role, text }) => role === 'user' && after('continue', withoutFiles(text)) === undefined);
  if (asked < 0) return 'There is nothing to go on from.';
  const before = { ...heard, messages: messages.slice(0, asked + 1) };
  const whole = replyTo(before).text;
  const partial = messages.slice(asked + 1).filter(({ role }) => role === 'assistant').map(({ text }) => text).join('');
  if (after('count to', promptOf(before)) !== undefined) return countOn(whole, partial);
  return whole.startsWith(partial) ? whole.slice(partial.length) : 'I cannot find the place where that answer broke off.';
}

/** The numbers that are left, however the text before them was trimmed. */
function countOn(whole: string, partial: string): string {
  const last = Number(partial.match(/\d+/g)?.at(-1) ?? 0);
  const left = whole.split('\n').slice(last).join('\n');
  return partial === '' || partial.endsWith('\n') ? left : `\n${left}`;
}
