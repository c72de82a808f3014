import type { Fault } from './faults.ts';
import { faultWords } from './faultWords.ts';
import { fencedBlocks } from './fencedBlocks.ts';
import { greeting } from './greeting.ts';
import type { Spoken } from './messages.ts';
import { code, long, markdown, table } from './sampleTexts.ts';
import type { Action, Citation, ToolBox, ToolResult } from './toolBox.ts';

/** All that the model is given. */
export interface Heard {
  readonly model: string;
  readonly instructions: string;
  /** Users' and assistants' messages, the prompt last. */
  readonly messages: readonly Spoken[];
  readonly tools?: ToolBox;
  /** What came of the functions that were called since the prompt. */
  readonly results?: readonly ToolResult[];
}

/** What the model does. */
export interface Reply {
  readonly text: string;
  /** What it does before it speaks. */
  readonly actions?: readonly Action[];
  readonly citation?: Citation;
  /** Milliseconds between two words that the answer takes at least, or at most, whatever the server's own are. */
  readonly leastDelay?: number;
  readonly mostDelay?: number;
  readonly fault?: Fault;
}

/** What the model does when a prompt begins with this word. */
export interface Script {
  readonly word: string;
  /** How `help` puts it. */
  readonly help: string;
  /** `rest` is the prompt behind the word. */
  reply(rest: string, heard: Heard): Reply;
}

const slowWords = 100;
const doomed = 'This answer is not meant to reach its end. '.repeat(8).trimEnd();

/** The scripts by their words; where two words fit, the first is taken. */
export const scripts: readonly Script[] = [
  { word: 'code', help: '`code`: a block of TypeScript', reply: () => ({ text: code }) },
  { word: 'table', help: '`table`: a table', reply: () => ({ text: table }) },
  { word: 'markdown', help: '`markdown`: everything that Markdown has', reply: () => ({ text: markdown }) },
  { word: 'long', help: '`long`, `long 200`: 60 KB, 200 KB', reply: (rest) => ({ text: long(firstNumber(rest) ?? 60), mostDelay: 1 }) },
  {
    word: 'slow',
    help: '`slow`: an answer that takes 20 seconds',
    reply: () => ({ text: Array.from({ length: slowWords }, (_, index) => `word${String(index + 1)}`).join(' '), leastDelay: 20_000 / slowWords }),
  },
  {
    word: 'count to',
    help: '`count to 30`: a number on each line; `continue` goes on where it broke off',
    reply: (rest) => ({ text: Array.from({ length: firstNumber(rest) ?? 10 }, (_, index) => String(index + 1)).join('\n') }),
  },
  { word: 'say', help: '`say …`: the same, word by word', reply: (rest) => ({ text: rest }) },
  { word: 'remember', help: '`remember`: what you have said so far', reply: (_rest, heard) => ({ text: remembered(heard) }) },
  { word: 'what did i say', help: '`what did I say`: the same', reply: (_rest, heard) => ({ text: remembered(heard) }) },
  {
    word: 'fail',
    help: `\`fail …\`: something goes wrong; one of ${Object.keys(faultWords).map((word) => `\`${word}\``).join(', ')}`,
    reply: (rest) => {
      const fault = faultWords[rest.toLowerCase().split(/\s/, 1)[0] ?? ''];
      return fault === undefined ? { text: 'There is no such fault. Ask for `help`.' } : { text: doomed, fault };
    },
  },
  { word: 'expire', help: '`expire`: a run that takes too long, where there are runs', reply: () => ({ text: doomed, fault: { fault: 'expire' } }) },
  {
    word: 'run incomplete',
    help: '`run incomplete`: an answer that is cut off by its length',
    reply: () => ({ text: doomed, fault: { fault: 'incomplete', after: 12 } }),
  },
  { word: 'call', help: '`call NAME {json}`: a function of yours is called; a line for each call', reply: noTools },
  { word: 'keep calling', help: '`keep calling NAME {json}`: the same, again and again', reply: noTools },
  { word: 'compute', help: '`compute 6 * 7`: runs code, if it may; an equation such as `3x + 11 = 14` does, too', reply: noTools },
  { word: 'draw', help: '`draw 1 4 9`: an image, if code may be run', reply: noTools },
  { word: 'make file', help: '`make file squares.csv 1 4 9`: a file, if code may be run', reply: noTools },
  { word: 'give our conversation a title', help: '`give our conversation a title`: “About” and the first words that were said', reply: (_rest, heard) => ({ text: `About ${heard.messages[0]?.text.split(/\s+/).slice(0, 5).join(' ') ?? ''}` }) },
  { word: 'help', help: '`help`: this list', reply: () => ({ text: `Begin a prompt with one of these:\n\n${helpLines()}\n` }) },
];

/** What the model says to a prompt that it knows no script for: what it was given. */
export function received(heard: Heard): string {
  const { model, instructions, messages } = heard;
  const prompt = messages.at(-1)?.text ?? '';
  const blocks = fencedBlocks(prompt).map(({ path, language, lines }) =>
    `- Block: ${path === '' ? 'no path' : path}, ${language === '' ? 'no language' : language}, lines: ${String(lines.length)}`);
  const hello = greeting(heard).trim();
  return [
    ...(hello === '' ? [] : [hello, '']),
    `- Model: ${model}`,
    `- Instructions: ${instructions.split('\n', 1)[0] ?? ''}`,
    `- Messages before: ${String(Math.max(0, messages.length - 1))}`,
    ...toolLines(heard.tools),
    ...blocks,
    '',
    'You said:',
    '',
    ...prompt.split('\n').map((line) => `> ${line}`),
    '',
    'Ask for `help` to see what else I can say.',
  ].join('\n');
}

function toolLines(tools: ToolBox | undefined): readonly string[] {
  const names = [...(tools?.code === true ? ['code_interpreter'] : []), ...(tools?.files === undefined ? [] : ['file_search']), ...(tools?.functions ?? [])];
  return names.length === 0 ? [] : [`- Tools: ${names.join(', ')}`];
}

function noTools(): Reply {
  return { text: 'I was offered no tool for this.' };
}

function remembered({ messages }: Heard): string {
  const earlier = messages.slice(0, -1).filter(({ role }) => role === 'user');
  if (earlier.length === 0) return 'You have said nothing before.';
  return `You have said:\n\n${earlier.map(({ text }, index) => `${String(index + 1)}. ${text}`).join('\n')}`;
}

function firstNumber(text: string): number | undefined {
  const digits = /^\d{1,6}/.exec(text)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

function helpLines(): string {
  return scripts.map(({ help }) => `- ${help}`).join('\n');
}
