import { stringify } from 'yaml';
import { emptyDefinition, type Definition, type Json, type JsonObject } from './assistant.ts';
import { agentHead } from './assistantFileAgent.ts';
import { changedHead } from './assistantFileChange.ts';
import { placeIn, readHead, type HeadProblem } from './assistantFileHead.ts';
import { definitionFrom } from './assistantFileReader.ts';
import { instructionsLimit } from './assistantKeys.ts';
import { splitFrontMatter } from './frontMatter.ts';
import { t } from '../shared/words.ts';

/** Something in an assistant's file that wants the author's attention: a range in UTF-16 units, and one sentence. */
interface FileProblem {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
}

/** An assistant's file as it was understood. A value that is wrong is left out of the definition. */
export interface ReadFile {
  readonly definition: Definition;
  readonly problems: readonly FileProblem[];
  /** False when the head cannot be understood at all. */
  readonly readable: boolean;
}

/** How many problems are shown of one file: finding their places takes time, and nobody reads more. */
const mostProblems = 200;

/** Reads `STEM.assistant.md`, or one of VS Code's own `STEM.agent.md`. Never throws. */
export function readAssistantFile(text: string, { stem, kind }: { readonly stem: string; readonly kind: 'assistant' | 'agent' }): ReadFile {
  const { head, headAt, body, bodyAt, open } = splitFrontMatter(text);
  const base: Definition = { ...emptyDefinition, name: stem, instructions: body };
  if (open) return { definition: base, problems: [unclosed(text)], readable: false };
  const inFile = ({ from, to, severity, message }: HeadProblem): FileProblem => {
    const end = Math.max(1, head.slice(0, to).trimEnd().length);
    return { from: headAt + Math.min(from, end - 1), to: headAt + end, severity, message };
  };
  const { document, values, errors, warnings } = readHead(head);
  if (errors.length > 0) return { definition: base, problems: [...errors, ...warnings].map(inFile), readable: false };
  const own = kind === 'agent' ? agentHead(values) : { head: values, complaints: [] };
  const { definition, complaints } = definitionFrom(own.head, base);
  const found = [...own.complaints, ...complaints].slice(0, mostProblems).map(({ severity, message, ...where }): HeadProblem => ({ ...placeIn(document, where), severity, message }));
  const problems = [...warnings, ...found].map(inFile).toSorted((one, other) => one.from - other.from);
  const long: readonly FileProblem[] = body.length <= instructionsLimit ? [] : [{ from: bodyAt + instructionsLimit, to: bodyAt + body.length, severity: 'error', message: t('Instructions have at most {0} characters; these have {1}.', instructionsLimit, body.length) }];
  return { definition, problems: [...problems, ...long], readable: true };
}

/** The same file with these keys of its head set, or taken away where the value is undefined. All else stays as it was written. A file whose head cannot be understood stays as it is. */
export function changeAssistantFile(text: string, changes: Readonly<Record<string, Json | undefined>>): string {
  const { head, headAt, open } = splitFrontMatter(text);
  const changed = open ? undefined : changedHead(head, changes, text.includes('\r\n') ? '\r\n' : '\n');
  if (changed === undefined) return text;
  if (headAt > 0) return text.slice(0, headAt) + changed + text.slice(headAt + head.length);
  if (changed === '') return text;
  const line = text.includes('\r\n') ? '\r\n' : '\n';
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  return `${mark}---${line}${changed}---${line}${line}${text.slice(mark.length)}`;
}

/** A new file that reads as this definition; `extra` are keys that are kept besides. */
export function writeAssistantFile(definition: Definition, extra: JsonObject = {}): string {
  const { name, description, model, connection, serverId, additionalInstructions, parameters, tools, toolResources, background, knowledge, starters, metadata, instructions } = definition;
  const head = {
    name,
    ...(description === undefined || description === '' ? {} : { description }),
    ...(model === undefined ? {} : { model }),
    ...(connection === undefined ? {} : { connection }),
    ...(serverId === undefined ? {} : { assistant_id: serverId }),
    ...parameters,
    ...(additionalInstructions === undefined ? {} : { additional_instructions: additionalInstructions }),
    ...(tools.length === 0 ? {} : { tools: tools.map((tool) => (Object.keys(tool).length === 1 ? tool.type : tool)) }),
    ...(toolResources === undefined ? {} : { tool_resources: toolResources }),
    ...(background === undefined ? {} : { background }),
    ...(knowledge.length === 0 ? {} : { knowledge }),
    ...(starters.length === 0 ? {} : { starters }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
  const kept = Object.entries(extra).filter(([key]) => !Object.hasOwn(head, key));
  return `---\n${stringify({ ...head, ...Object.fromEntries(kept) }, { lineWidth: 0, aliasDuplicateObjects: false })}---\n\n${instructions}\n`;
}

function unclosed(text: string): FileProblem {
  return { from: 0, to: Math.min(3, text.length), severity: 'error', message: t('The head begins with --- and never ends: close it with another --- line.') };
}
