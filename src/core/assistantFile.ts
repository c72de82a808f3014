import { isMap, isScalar, LineCounter, parseDocument, stringify, type Document, type Node, type Pair } from 'yaml';
import { emptyDefinition, type Definition, type JsonObject } from './assistant.ts';
import { AssistantReader } from './assistantReader.ts';
import { instructionsLimit } from './assistantKeys.ts';
import { splitFrontMatter } from './frontMatter.ts';

/** Something in an assistant's file that wants the author's attention: a range in UTF-16 units, and one sentence. */
export interface FileProblem {
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

/** Reads `STEM.assistant.md`, or one of VS Code's own `STEM.agent.md`. Never throws. */
export function readAssistantFile(text: string, { stem, kind }: { readonly stem: string; readonly kind: 'assistant' | 'agent' }): ReadFile {
  const { head, headAt, body, bodyAt, open } = splitFrontMatter(text);
  const base: Definition = { ...emptyDefinition, name: stem, instructions: body };
  if (open) return broken(base, { from: 0, to: Math.min(3, text.length), severity: 'error', message: 'The head begins with --- and never ends: close it with another --- line.' });
  const document = parse(head);
  const errors = document.errors.map(({ pos: [from, to], message }): FileProblem => ({ from: headAt + from, to: headAt + Math.max(to, from + 1), severity: 'error', message: message.split('\n', 1)[0] ?? '' }));
  if (errors.length > 0) return { definition: base, problems: errors, readable: false };
  const { contents } = document;
  if (contents !== null && !isMap(contents)) return broken(base, { from: headAt, to: headAt + head.trimEnd().length, severity: 'error', message: 'The head must be a list of keys with their values, as in “name: Reviewer”.' });
  const reader = new AssistantReader(headAt, kind);
  let values: unknown;
  try {
    values = document.toJS({ maxAliasCount: 100 });
  } catch {
    return broken(base, { from: headAt, to: headAt + head.trimEnd().length, severity: 'error', message: 'The head repeats itself by too many aliases.' });
  }
  const definition = reader.read(base, contents?.items ?? [], values);
  const long: readonly FileProblem[] = body.length <= instructionsLimit ? [] : [{ from: bodyAt + instructionsLimit, to: bodyAt + body.length, severity: 'error', message: `Instructions have at most ${instructionsLimit.toLocaleString('en')} characters; these have ${body.length.toLocaleString('en')}.` }];
  return { definition, problems: [...reader.problems, ...long], readable: true };
}

/** The same file with these keys of its head set, or taken away where the value is undefined. All else stays as it was written. */
export function changeAssistantFile(text: string, changes: Readonly<Record<string, unknown>>): string {
  const { head, headAt, open } = splitFrontMatter(text);
  if (open) return text;
  const crlf = /\r\n/.test(text);
  const document = parse(head.replaceAll('\r\n', '\n'));
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) return text;
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) document.delete(key);
    else if (isScalar(document.get(key, true))) document.set(key, value);
    else document.set(key, document.createNode(value));
  }
  const written = document.toString({ lineWidth: 0 });
  const lines = crlf ? written.replaceAll('\n', '\r\n') : written;
  if (headAt > 0) return text.slice(0, headAt) + lines + text.slice(headAt + head.length);
  return `---${crlf ? '\r\n' : '\n'}${lines}---${crlf ? '\r\n\r\n' : '\n\n'}${text.replace(/^\uFEFF/, '')}`;
}

/** A new file that reads as this definition; `extra` are keys that are kept besides. */
export function writeAssistantFile(definition: Definition, extra: JsonObject = {}): string {
  const { name, description, model, connection, serverId, additionalInstructions, parameters, tools, toolResources, knowledge, starters, metadata, instructions } = definition;
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
    ...(knowledge.length === 0 ? {} : { knowledge }),
    ...(starters.length === 0 ? {} : { starters }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
    ...extra,
  };
  return `---\n${stringify(head, { lineWidth: 0 })}---\n\n${instructions}\n`;
}

/** A pair of the head, as the yaml package holds it. */
export type HeadPair = Pair<Node, Node | null>;

function parse(head: string): Document.Parsed {
  return parseDocument(head, { lineCounter: new LineCounter(), prettyErrors: false, uniqueKeys: true, strict: true });
}

function broken(definition: Definition, problem: FileProblem): ReadFile {
  return { definition, problems: [problem], readable: false };
}
