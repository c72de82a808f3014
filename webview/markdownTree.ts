import type { Token } from 'markdown-it';
import { fencedBlock } from '../src/shared/fenceRule.ts';
import { isOpenFormula } from '../src/shared/formulaRules.ts';
import { codeIn, markdown } from '../src/shared/markdownReader.ts';
import { inlineNodes } from './markdownInline.ts';
import { isMarkdownTag, type MarkdownAttributes, type MarkdownNode } from './markdownNode.ts';
import { opensTask, withBox } from './taskItem.ts';
import { TreeBuilder } from './treeBuilder.ts';
import { visible } from './visibleText.ts';

/** The longest name of a language that is shown, in characters. */
const languageLimit = 40;

/** The most of what stands behind an opening fence that is kept, in characters. */
const infoLimit = 200;

/** A block at the top of the text. */
export interface Block {
  readonly node: MarkdownNode;
  /** Where its source begins, in characters. */
  readonly from: number;
  /** Where each item of a list begins, and each row of a table, that of its head included. */
  readonly parts: readonly number[];
  /** Its first token. */
  readonly token: Token;
}

/** What a text says; given back with a longer form of it, what has not changed keeps its nodes. */
export interface Parsed {
  readonly blocks: readonly Block[];
  /** Whether the text defines references or notes, which may change any of its blocks. */
  readonly hasReferences: boolean;
  readonly inlines: ReadonlyMap<string, readonly MarkdownNode[]>;
}

/** What has been parsed when nothing has. */
export const nothingParsed: Parsed = { blocks: [], hasReferences: false, inlines: new Map() };

/** Reads what `markdownReader` knows, and task lists. `growing` says that more text may come. */
export function parseMarkdown(source: string, before: Parsed = nothingParsed, growing = false): Parsed {
  const text = source.replaceAll(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD');
  const references = {};
  const notes = new Set<string>();
  const tokens: Token[] = [];
  markdown.block.parse(text, markdown, { references, notes, growing }, tokens);
  const hasReferences = Object.keys(references).length > 0 || notes.size > 0;
  const inlines = new Map<string, readonly MarkdownNode[]>();
  const known = hasReferences || before.hasReferences ? inlines : before.inlines;
  const inline = (content: string): readonly MarkdownNode[] => {
    const nodes = known.get(content) ?? inlineNodes(markdown.parseInline(content, { references, notes })[0]?.children ?? []);
    inlines.set(content, nodes);
    return nodes;
  };
  return { blocks: blocksOf(tokens, source, inline), hasReferences, inlines };
}

type ReadInline = (content: string) => readonly MarkdownNode[];

function blocksOf(tokens: readonly Token[], source: string, inline: ReadInline): readonly Block[] {
  const starts = [0, ...Array.from(source.matchAll(/\r\n?|\n/g), ({ 0: end, index }) => index + end.length)];
  const builder = new TreeBuilder();
  const blocks: { readonly from: number; readonly parts: number[]; readonly token: Token }[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.type === 'reference_definition') continue;
    const start = starts[token.map?.[0] ?? 0] ?? 0;
    if (token.level === 0 && token.nesting !== -1) blocks.push({ from: start, parts: [], token });
    if (isPart(token)) blocks.at(-1)?.parts.push(start);
    if (builder.full && token.nesting === 1 && !token.hidden) {
      builder.text(source.slice(start, starts[token.map?.[1] ?? 0]));
      at = tokens.findIndex(({ level, nesting }, index) => index > at && level === token.level && nesting === -1);
    } else if (token.type === 'inline') {
      const nodes = inline(token.content);
      for (const node of opensTask(tokens, at - 2) ? withBox(nodes) : nodes) builder.add(node);
    } else addBlock(builder, token, opensTask(tokens, at));
  }
  return blocks.flatMap((block, index) => {
    const node = builder.nodes[index];
    return node === undefined ? [] : [{ node, ...block }];
  });
}

/** Whether an item of a list at the top opens, or a row of such a table. */
function isPart({ type, level }: Token): boolean {
  return (type === 'list_item_open' && level === 1) || (type === 'tr_open' && level === 2);
}

function addBlock(builder: TreeBuilder, token: Token, task: boolean): void {
  if (token.type === 'fence' || token.type === 'code_block') builder.add(codeOf(token));
  else if (token.type === 'formula_block') builder.add({ kind: 'formula', tex: token.content, source: token.info, display: true, open: isOpenFormula(token) });
  else if (token.type === 'note_open') openNote(builder, token.info);
  else if (token.nesting === -1) builder.close();
  else if (token.hidden || (token.nesting === 1 && !isMarkdownTag(token.tag))) builder.open(undefined);
  else if (token.nesting === 1 && isMarkdownTag(token.tag)) builder.open({ tag: token.tag, ...attributesOf(token, task) });
  else if (isMarkdownTag(token.tag)) builder.add({ kind: 'element', tag: token.tag, children: [] });
  else builder.text(token.content);
}

/** A note with its label; its `note_close` ends its words. */
function openNote(builder: TreeBuilder, label: string): void {
  builder.open({ tag: 'div', attributes: { class: 'note' } });
  builder.open({ tag: 'sup' });
  builder.text(label);
  builder.close();
}

function codeOf(token: Token): MarkdownNode {
  const info = visible(markdown.utils.unescapeAll(token.info).trim());
  const [language = ''] = info.split(/\s/, 1);
  return { kind: 'code', language: language.slice(0, languageLimit), info: info.slice(0, infoLimit), text: codeIn(token), open: fencedBlock(token)?.open ?? false };
}

function attributesOf(token: Token, task: boolean): { attributes?: MarkdownAttributes } {
  if (task) return { attributes: { class: 'task' } };
  const start = token.attrGet('start');
  if (start !== null) return { attributes: { start: String(start) } };
  const side = /^text-align:(center|right)$/.exec(String(token.attrGet('style') ?? ''))?.[1];
  return side === undefined ? {} : { attributes: { class: side } };
}
