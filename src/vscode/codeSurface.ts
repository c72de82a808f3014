import * as vscode from 'vscode';
import type { CodeText } from '../core/codeBlocks.ts';
import { languageOf } from '../core/codeTarget.ts';
import type { CodeSurface } from '../core/codeUses.ts';
import { applyCode, type ApplyParts } from './applyCode.ts';
import { insertCode } from './insertCode.ts';
import { openSymbol } from './openSymbol.ts';
import { goesWithPlaceholders } from './placeholderQuestion.ts';
import { putIntoTerminal } from './terminalCode.ts';

/** How fences call languages that VS Code knows by another name. */
const languageIds: Readonly<Record<string, string>> = {
  bash: 'shellscript', 'c#': 'csharp', 'c++': 'cpp', cs: 'csharp', docker: 'dockerfile', golang: 'go', js: 'javascript', jsx: 'javascriptreact', kt: 'kotlin', md: 'markdown',
  ps1: 'powershell', pwsh: 'powershell', py: 'python', rb: 'ruby', rs: 'rust', sh: 'shellscript', shell: 'shellscript', ts: 'typescript', tsx: 'typescriptreact', yml: 'yaml', zsh: 'shellscript',
};

/** Where code goes in VS Code. */
export function codeSurface(parts: ApplyParts): CodeSurface {
  return {
    copy: async (text) => vscode.env.clipboard.writeText(text),
    insert: (text, refill) => insertCode(text, parts.realPath, refill),
    newFile,
    run: putIntoTerminal,
    apply: (code, where) => applyCode(parts, code, where),
    goesWith: goesWithPlaceholders,
    show: async (content) => void (await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }), { preview: false })),
    openSymbol,
  };
}

async function newFile({ info, text }: CodeText): Promise<void> {
  const written = languageOf(info);
  const wanted = languageIds[written] ?? written;
  const known = await vscode.languages.getLanguages();
  const document = await vscode.workspace.openTextDocument({ content: `${text}\n`, ...(known.includes(wanted) ? { language: wanted } : {}) });
  await vscode.window.showTextDocument(document, { preview: false });
}
