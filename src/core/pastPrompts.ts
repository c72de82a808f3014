import type { Threads } from './threads.ts';

/** How many prompts are brought back, from how many threads, and how long each may be, in characters. */
const mostPrompts = 100;
const mostThreads = 20;
const longest = 20_000;

/** What was said in this workspace outside one thread, the newest first. */
export function pastPrompts(threads: Pick<Threads, 'list' | 'peek'>, workspace: string, except: string | undefined): readonly string[] {
  const prompts = new Set<string>();
  for (const { id } of threads.list().filter((head) => head.workspace === workspace && head.id !== except).slice(0, mostThreads)) {
    for (const message of threads.peek(id).messages.toReversed()) if (message.role === 'user' && message.text.length <= longest) prompts.add(message.text);
    if (prompts.size >= mostPrompts) break;
  }
  return [...prompts].slice(0, mostPrompts);
}
