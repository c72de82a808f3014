import type { IgnoreFile } from './ignoreRules.ts';

/** The globs of a setting such as `files.exclude` that always hold, without braces; those that depend on a file beside it are left to VS Code. */
export function excludeGlobs(setting: Readonly<Record<string, unknown>>): readonly string[] {
  return [...new Set(Object.entries(setting).flatMap(([glob, holds]) => (holds === true ? withoutBraces(glob) : [])))];
}

/** The same globs as rules of a `.gitignore`, to ask of a single path. */
export function rulesOfGlobs(globs: readonly string[]): IgnoreFile {
  return { folder: '', text: globs.map((glob) => `/${glob.replace(/^\//, '')}`).join('\n') };
}

function withoutBraces(glob: string): readonly string[] {
  const [braces, choices] = /\{([^{}]*)\}/.exec(glob) ?? [];
  if (braces === undefined || choices === undefined) return [glob];
  return choices.split(',').flatMap((choice) => withoutBraces(glob.replace(braces, () => choice)));
}
