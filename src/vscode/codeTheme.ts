import * as vscode from 'vscode';
import type { CodeTheme } from '../core/hostParts.ts';
import { codeColorsOf, type ThemeRule } from '../core/themeColors.ts';
import { contributedThemes, customRules, readThemeFile } from '../core/themeFile.ts';
import type { CodeColors } from '../shared/codeColors.ts';
import { DisposableStore, Emitter } from '../shared/lifetime.ts';

/** How many files a theme may build upon, one upon the other. */
const deepest = 8;

type Base = 'hc-black' | 'hc-light' | 'vs' | 'vs-dark';

const bases: Readonly<Record<vscode.ColorThemeKind, Base>> = {
  [vscode.ColorThemeKind.Dark]: 'vs-dark',
  [vscode.ColorThemeKind.HighContrast]: 'hc-black',
  [vscode.ColorThemeKind.HighContrastLight]: 'hc-light',
  [vscode.ColorThemeKind.Light]: 'vs',
};

/** The settings that name the theme for what the system shows. */
const preferred: Readonly<Record<Base, string>> = {
  'hc-black': 'preferredHighContrastColorTheme', 'hc-light': 'preferredHighContrastLightColorTheme', vs: 'preferredLightColorTheme', 'vs-dark': 'preferredDarkColorTheme',
};

/** How the user's theme colours code: a page is told many colours of the theme, and these are not among them. */
export class UserCodeTheme implements CodeTheme, vscode.Disposable {
  readonly #changed = new Emitter<null>();
  readonly #held = new DisposableStore();
  readonly onChange = this.#changed.on;

  constructor() {
    this.#held.add(vscode.window.onDidChangeActiveColorTheme(() => { this.#changed.fire(null); }));
    this.#held.add(vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('workbench.colorTheme') || change.affectsConfiguration('editor.tokenColorCustomizations')) this.#changed.fire(null);
    }));
  }

  async colors(): Promise<CodeColors> {
    const theme = currentTheme();
    const rules = theme === undefined ? [] : await rulesOf(theme.file, deepest);
    return codeColorsOf([...rules, ...customRules(vscode.workspace.getConfiguration('editor').get('tokenColorCustomizations'), theme?.name ?? '')]);
  }

  dispose(): void {
    this.#held.dispose();
  }
}

/** The theme on show: the chosen one, unless VS Code follows the system and shows the one that is set for that. */
function currentTheme(): { readonly name: string; readonly file: vscode.Uri } | undefined {
  const base = bases[vscode.window.activeColorTheme.kind];
  const workbench = vscode.workspace.getConfiguration('workbench');
  const names = ['colorTheme', preferred[base]].map((setting) => workbench.get<string>(setting, ''));
  const follows = vscode.workspace.getConfiguration('window').get('autoDetectColorScheme') === true;
  return (follows ? names.toReversed() : names).map(themeNamed).find((theme) => theme?.base === base);
}

function themeNamed(wanted: string): { readonly name: string; readonly base: string; readonly file: vscode.Uri } | undefined {
  const all = vscode.extensions.all.flatMap(({ packageJSON, extensionUri }) => contributedThemes(packageJSON).map((theme) => ({ ...theme, extensionUri })));
  const theme = all.find(({ name }) => name === wanted);
  return theme === undefined ? undefined : { name: theme.name, base: theme.base, file: vscode.Uri.joinPath(theme.extensionUri, theme.path) };
}

/** The rules of a theme, behind those that it builds upon. */
async function rulesOf(file: vscode.Uri, deeper: number): Promise<readonly ThemeRule[]> {
  const bytes = await vscode.workspace.fs.readFile(file).then((read) => read, () => new Uint8Array());
  const theme = readThemeFile(new TextDecoder().decode(bytes));
  if (theme === undefined) return [];
  const below = theme.include === undefined || deeper === 0 ? [] : await rulesOf(vscode.Uri.joinPath(file, '..', theme.include), deeper - 1);
  return [...below, ...theme.rules];
}
