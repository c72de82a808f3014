import * as vscode from 'vscode';
import { pagePolicy } from '../core/pagePolicy.ts';
import { language, spokenWords, t, type Words } from '../shared/words.ts';

/** Where the page's script, styles and icons lie: all that it may load. */
export function pageRoot(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'webview');
}

/** 128 random bits in hexadecimal. */
export function randomToken(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The words as JSON that may stand in a page: no “<” in it ends the element that holds it. The policy runs no such element. */
function wordsAsData(words: Words): string {
  return JSON.stringify(words).replaceAll('<', String.raw`\u003c`);
}

/** The page of the chat: a shell that its script fills, under the policy that stands first in its head. */
export function chatPage(webview: vscode.Webview, extension: vscode.Uri, channel: string): string {
  const nonce = randomToken();
  const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(pageRoot(extension), name)).toString();
  return `<!DOCTYPE html>
<html lang="${language()}">
<head>
<meta http-equiv="Content-Security-Policy" content="${pagePolicy(nonce, webview.cspSource)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t('Chat')}</title>
<link rel="stylesheet" href="${file('codicon.css')}">
<link rel="stylesheet" href="${file('chat.css')}">
</head>
<body data-channel="${channel}">
<main id="app"></main>
<script type="application/json" id="words">${wordsAsData(spokenWords())}</script>
<script type="module" nonce="${nonce}" src="${file('main.js')}"></script>
</body>
</html>`;
}
