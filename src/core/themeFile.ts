import * as v from 'valibot';
import type { ThemeRule } from './themeColors.ts';

const color = v.pipe(v.string(), v.regex(/^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i));
const rule = v.looseObject({ scope: v.optional(v.union([v.string(), v.array(v.string())])), settings: v.looseObject({ foreground: color }) });
const file = v.looseObject({ include: v.optional(v.string()), tokenColors: v.optional(v.union([v.string(), v.array(v.unknown())])) });
const contributing = v.looseObject({ contributes: v.looseObject({ themes: v.array(v.unknown()) }) });
const contributed = v.looseObject({ id: v.optional(v.string()), label: v.string(), uiTheme: v.string(), path: v.string() });
const styled = v.union([color, v.pipe(v.looseObject({ foreground: color }), v.transform(({ foreground }) => foreground))]);
const groups: Readonly<Record<string, readonly string[]>> = {
  comments: ['comment'], functions: ['entity.name.function', 'support.function'], keywords: ['keyword', 'keyword.control', 'storage.type'], numbers: ['constant.numeric'],
  strings: ['string', 'string.quoted', 'string.regexp'], types: ['entity.name.type', 'support.type', 'support.class'], variables: ['variable', 'variable.other.readwrite', 'variable.other.property'],
};

/** A theme's own file, as far as code takes its colours from it. */
export interface ThemeFile {
  /** The file that it builds upon, relative to itself. */
  readonly include?: string;
  readonly rules: readonly ThemeRule[];
}

/** A theme that an extension brings along. */
export interface ContributedTheme {
  /** As settings have it. */
  readonly name: string;
  /** What it is made for: `vs`, `vs-dark`, `hc-black` or `hc-light`. */
  readonly base: string;
  /** Where its file lies in the extension. */
  readonly path: string;
}

/** The themes that an extension's manifest names. */
export function contributedThemes(manifest: unknown): readonly ContributedTheme[] {
  const read = v.safeParse(contributing, manifest);
  if (!read.success) return [];
  return read.output.contributes.themes.flatMap((each) => {
    const one = v.safeParse(contributed, each);
    return one.success ? [{ name: one.output.id ?? one.output.label, base: one.output.uiTheme, path: one.output.path }] : [];
  });
}

/** Reads a theme's file, comments and commas too many included; undefined for what is none. */
export function readThemeFile(text: string): ThemeFile | undefined {
  const read = v.safeParse(file, parseJsonc(text));
  if (!read.success) return undefined;
  const { include, tokenColors } = read.output;
  return { ...(include === undefined ? {} : { include }), rules: Array.isArray(tokenColors) ? rulesIn(tokenColors) : [] };
}

/** What the user has changed about the colours of this theme, in `editor.tokenColorCustomizations`. */
export function customRules(setting: unknown, themeName: string): readonly ThemeRule[] {
  if (!v.is(v.record(v.string(), v.unknown()), setting)) return [];
  const own = Object.entries(groups).flatMap(([name, scopes]) => {
    const read = v.safeParse(styled, setting[name]);
    return read.success ? [{ scopes, color: read.output }] : [];
  });
  const listed = Array.isArray(setting['textMateRules']) ? rulesIn(setting['textMateRules']) : [];
  return [...own, ...listed, ...(themeName === '' ? [] : customRules(setting[`[${themeName}]`], ''))];
}

function rulesIn(list: readonly unknown[]): readonly ThemeRule[] {
  return list.flatMap((each) => {
    const read = v.safeParse(rule, each);
    if (!read.success || read.output.scope === undefined) return [];
    const { scope, settings } = read.output;
    const scopes = (typeof scope === 'string' ? scope.split(',') : scope).map((name) => name.trim()).filter((name) => /^[\w.-]+$/.test(name));
    return scopes.length === 0 ? [] : [{ scopes, color: settings.foreground }];
  });
}

/** Comments, and commas before a closing bracket, are left out; what stands in strings is not touched. */
function parseJsonc(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '').replaceAll(/("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g, (_all, string: string | undefined) => string ?? '');
  try {
    return JSON.parse(plain.replaceAll(/("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g, (_all, string: string | undefined) => string ?? ''));
  } catch {
    return undefined;
  }
}
