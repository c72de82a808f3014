import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { pagePolicy } from '../../src/core/pagePolicy.ts';
import { chatThemes } from './chatThemes.ts';

/** The name of a sample theme. */
export type ChatTheme = keyof typeof chatThemes;

/** The channel that the page and its host talk over. */
export const chatChannel = 'channel-of-the-test';

const root = new URL('../../', import.meta.url);
const icons = new URL('node_modules/@vscode/codicons/dist/', root);

/** What VS Code itself says about every page, as far as it matters to the chat. */
const everyPage = '@layer vscode-default { body { padding: 0 20px; background-color: transparent; color: var(--vscode-editor-foreground); } }';

/** Serves the chat's page, built from its sources, as VS Code would: under the same policy, with a sample theme. */
export async function serveChat(): Promise<{ readonly address: string; readonly close: () => void }> {
  const files = await pageFiles();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const file = pathname === '/' ? { type: 'text/html', body: page(themeOf(searchParams.get('theme')), searchParams.get('language') ?? 'en') } : files.get(pathname);
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': `${file?.type ?? 'text/plain'}; charset=utf-8` });
    response.end(file?.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: `http://127.0.0.1:${String(portOf(server))}/`, close: () => { server.close(); } };
}

async function pageFiles(): Promise<ReadonlyMap<string, { readonly type: string; readonly body: string | Uint8Array }>> {
  const settings = { absWorkingDir: fileURLToPath(root), bundle: true, write: false, platform: 'browser', target: 'chrome142' } as const;
  const [script, styles] = await Promise.all([
    build({ ...settings, entryPoints: ['webview/main.ts'], format: 'esm', splitting: true, outdir: '/' }),
    build({ ...settings, entryPoints: ['webview/chat.css'] }),
  ]);
  const themes = Object.entries(chatThemes).map(([name, { variables }]) => {
    const body = `:root { ${variables} background: var(--vscode-sideBar-background); } ${everyPage}`;
    return [`/${name}.css`, { type: 'text/css', body }] as const;
  });
  return new Map<string, { readonly type: string; readonly body: string | Uint8Array }>([
    ...script.outputFiles.map(({ path, text }) => [path, { type: 'text/javascript', body: text }] as const),
    ['/chat.css', { type: 'text/css', body: styles.outputFiles[0]?.text ?? '' }],
    ['/codicon.css', { type: 'text/css', body: await readFile(new URL('codicon.css', icons)) }],
    ['/codicon.ttf', { type: 'font/ttf', body: await readFile(new URL('codicon.ttf', icons)) }],
    ['/favicon.ico', { type: 'image/x-icon', body: '' }],
    ...themes,
  ]);
}

/** What the host would write into the page. */
function wordsIn(language: string): string {
  const sentences = language === 'en' ? '{}' : readFileSync(new URL(`l10n/bundle.l10n.${language}.json`, root), 'utf8').replaceAll('<', String.raw`\u003c`);
  return `{ "language": "${language}", "sentences": ${sentences} }`;
}

function page(theme: ChatTheme, language: string): string {
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta http-equiv="Content-Security-Policy" content="${pagePolicy('sample', "'self'")}">
<meta charset="utf-8">
<title>Chat</title>
<link rel="stylesheet" href="${theme}.css">
<link rel="stylesheet" href="codicon.css">
<link rel="stylesheet" href="chat.css">
</head>
<body class="${chatThemes[theme].kind}" data-vscode-theme-kind="${chatThemes[theme].kind.split(' ')[0] ?? ''}" data-channel="${chatChannel}">
<main id="app"></main>
<script type="application/json" id="words">${wordsIn(language)}</script>
<script type="module" nonce="sample" src="main.js"></script>
</body>
</html>`;
}

function themeOf(name: string | null): ChatTheme {
  return name === 'light' || name === 'highContrast' || name === 'highContrastLight' ? name : 'dark';
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
