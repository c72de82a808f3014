import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { codeServerRoot } from './installed.mjs';
import { endProcessTree, exitCode, owned } from './processTree.ts';

/** VS Code's server, listening on 127.0.0.1 for whoever knows the token. */
export interface VscodeServer {
  readonly port: number;
  readonly token: string;
  close(): Promise<void>;
}

/** Where VS Code keeps its things, and what its extensions find in their environment. */
export interface VscodeServerOptions {
  readonly userDataFolder: string;
  readonly extensionsFolder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether workspaces are restricted until they are trusted. */
  readonly asksForTrust?: boolean;
}

/** Runs VS Code's server program with these words, in the environment that it needs; its output goes to `vscode.log`. */
async function spawnVscodeServer(options: VscodeServerOptions, words: readonly string[]): Promise<ChildProcess> {
  await mkdir(options.userDataFolder, { recursive: true });
  const { NODE_OPTIONS: _options, VSCODE_IPC_HOOK_CLI: _hook, ...inherited } = process.env;
  const child = owned(spawn(process.execPath, [
    path.join(codeServerRoot(), 'out/server-main.js'),
    '--accept-server-license-terms', '--disable-telemetry', '--disable-experiments', ...(options.asksForTrust === true ? [] : ['--disable-workspace-trust']), '--log', 'info',
    '--user-data-dir', options.userDataFolder, '--server-data-dir', options.userDataFolder, '--extensions-dir', options.extensionsFolder,
    ...words,
  ], { env: { ...inherited, EXTENSIONS_GALLERY: '{}', ...options.environment }, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' }));
  const log = createWriteStream(path.join(options.userDataFolder, 'vscode.log'));
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  child.once('close', () => log.end());
  return child;
}

/** Starts VS Code's server on a free port. */
export async function startVscodeServer(options: VscodeServerOptions): Promise<VscodeServer> {
  const token = randomBytes(24).toString('hex');
  const tokenFile = path.join(options.userDataFolder, 'token');
  await mkdir(options.userDataFolder, { recursive: true });
  await writeFile(tokenFile, token, { mode: 0o600 });
  const child = await spawnVscodeServer(options, ['--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenFile]);
  const end = (): Promise<void> => endProcessTree(child);
  try {
    return { port: await listening(child), token, close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Installs a packaged extension into the extensions folder. */
export async function installExtension(options: VscodeServerOptions, vsix: string): Promise<void> {
  const child = await spawnVscodeServer(options, ['--install-extension', vsix]);
  const code = await exitCode(child);
  await endProcessTree(child);
  if (code !== 0) throw new Error(`VS Code could not install ${path.basename(vsix)}; see ${path.join(options.userDataFolder, 'vscode.log')}.`);
}

function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const port = /agent listening on (?<port>\d+)/.exec(said)?.groups?.['port'];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('exit', (code) => {
      reject(new Error(`VS Code's server ended with ${String(code)}:\n${said}`));
    });
  });
}
