import { compute } from './arithmetic.ts';
import { barChart } from './barChart.ts';
import { equationIn } from './equation.ts';
import { greeting } from './greeting.ts';
import type { Heard, Reply } from './scripts.ts';
import { sandboxPath, type FunctionCall, type ReadableFile, type ToolBox } from './toolBox.ts';

const callLine = /^call\s+(?<name>[\w.-]+)\s*(?<rest>.*)$/i;

/** What the model does with its tools when the prompt, or what came of an earlier call, asks for it; undefined when nothing does. */
export function toolReply(prompt: string, heard: Heard): Reply | undefined {
  const { tools, results = [] } = heard;
  if (tools === undefined) return undefined;
  const again = /^keep calling\s+(?<call>.*)$/is.exec(prompt)?.groups?.['call'];
  if (again !== undefined) return callReply(`call ${again}`, tools);
  if (results.length > 0) return { text: results.map(({ name, output }) => `${name} returned ${output}`).join('\n') };
  if (callLine.test(prompt.split('\n', 1)[0] ?? '')) return callReply(prompt, tools);
  if (tools.must !== undefined) return mustReply(tools, tools.must);
  return codeReply(prompt, heard, tools) ?? searchReply(prompt, tools);
}

function callReply(prompt: string, tools: ToolBox): Reply {
  const calls = prompt.split('\n').flatMap((line): FunctionCall[] => {
    const { name, rest = '' } = callLine.exec(line.trim())?.groups ?? {};
    return name === undefined ? [] : [{ kind: 'function', name, arguments: rest.trim() === '' ? '{}' : rest.trim() }];
  });
  const unknown = calls.find(({ name }) => !tools.functions.includes(name));
  if (unknown !== undefined) return { text: `I was offered no function ${unknown.name}.` };
  return { text: '', actions: tools.parallel === false ? calls.slice(0, 1) : calls };
}

function mustReply({ functions }: ToolBox, { name = functions[0] }: { readonly name?: string }): Reply | undefined {
  return name === undefined || !functions.includes(name) ? undefined : { text: '', actions: [{ kind: 'function', name, arguments: '{}' }] };
}

function codeReply(prompt: string, heard: Heard, { code }: ToolBox): Reply | undefined {
  if (!code) return undefined;
  const made = makingReply(prompt);
  if (made !== undefined) return made;
  const expression = /^compute\s+(?<expression>.+)$/is.exec(prompt)?.groups?.['expression']?.trim();
  if (expression !== undefined) {
    const value = compute(expression);
    if (value === undefined) return { text: `I cannot compute ${expression}.` };
    return { text: `${greeting(heard)}${expression} = ${String(value)}`, actions: [{ kind: 'code', input: `print(${expression})`, logs: String(value) }] };
  }
  const equation = equationIn(prompt);
  if (equation === undefined) return undefined;
  const { text, unknown, solution } = equation;
  return {
    text: `${greeting(heard)}The solution of \`${text}\` is ${unknown} = ${String(solution)}.`,
    actions: [{ kind: 'code', input: equation.code, logs: `[${String(solution)}]` }],
  };
}

/** Draws an image, or makes a file. */
function makingReply(prompt: string): Reply | undefined {
  const drawn = /^draw\s+(?<rest>.+)$/is.exec(prompt)?.groups?.['rest'];
  if (drawn !== undefined) {
    const values = numbersIn(drawn);
    const chart = { name: 'chart.png', content: barChart(values), shown: true };
    return { text: `Here is the chart of ${values.join(', ')}.`, actions: [{ kind: 'code', input: `plot([${values.join(', ')}])`, logs: 'drawn', made: [chart] }] };
  }
  const { name, rest } = /^make file\s+(?<name>\S+)\s*(?<rest>.*)$/is.exec(prompt)?.groups ?? {};
  if (name === undefined || rest === undefined) return undefined;
  const file = { name, content: Buffer.from(`${numbersIn(rest).join('\n')}\n`), shown: false };
  return { text: `Here it is: [${name}](${sandboxPath(file)}).`, actions: [{ kind: 'code', input: `save(${JSON.stringify(name)})`, logs: 'saved', made: [file] }] };
}

function numbersIn(text: string): readonly number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}

const otherWords = /^(?:say|count to|continue|remember|what did i say|help|fail|slow|long|code|table|markdown|expire|run incomplete)(?!\p{L})/iu;

function searchReply(prompt: string, { files = [] }: ToolBox): Reply | undefined {
  const best = otherWords.test(prompt) ? undefined : bestLine(prompt, files);
  if (best === undefined) return undefined;
  const text = `${best.file.name} says: “${best.line}”`;
  return { text: `${text}.`, actions: [{ kind: 'search', query: prompt, found: [best.file] }], citation: { file: best.file, end: text.length } };
}

/** The line of the files that has most words in common with the question. */
function bestLine(question: string, files: readonly ReadableFile[]): { readonly file: ReadableFile; readonly line: string } | undefined {
  const asked = new Set(wordsOf(question));
  const lines = files.flatMap((file) => file.text.split('\n').map((line) => ({ file, line: line.trim() })).filter(({ line }) => line !== ''));
  const score = (line: string): number => wordsOf(line).filter((word) => asked.has(word)).length;
  return lines.toSorted((one, other) => score(other.line) - score(one.line))[0];
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
}
