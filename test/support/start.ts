// `npm start`: the extension in a real VS Code, talking to the offline server, until Ctrl-C.
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { openBrowser } from './browserWindow.ts';
import { buildExtension } from './buildExtension.ts';
import { cache, sample } from './installed.mjs';
import { keptBytes } from './keptBytes.ts';
import { linkExtension } from './linkedExtension.ts';
import { completedSettings, offlineSettings, quietSettings, readUserSettings, writeUserSettings } from './userSettings.ts';
import { startVscodeFront } from './vscodeFront.ts';
import { startVscodeServer } from './vscodeServer.ts';

const { values } = parseArgs({
  options: { folder: { type: 'string', default: path.join(cache, 'start') }, port: { type: 'string', default: '7420' } },
});
const home = path.resolve(values.folder);
const workspace = path.join(home, 'workspace');
const userDataFolder = path.join(home, 'user');

/** What is open; closed in the reverse order. */
const opened: { close(): Promise<void> }[] = [];

async function closeAll(): Promise<void> {
  for (const each of opened.splice(0).toReversed()) await each.close();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    void closeAll().then(() => process.exit(0));
  });
}

function keep<Opened extends { close(): Promise<void> }>(each: Opened): Opened {
  opened.push(each);
  return each;
}

/** On the next port after the window's, so that its address stays the same where possible. */
async function startOffline(): Promise<OfflineServer> {
  const options = { wordDelay: 25, contract: false } as const;
  return startOfflineServer({ ...options, port: Number(values.port) + 1 }).catch(() => startOfflineServer(options));
}

async function prepareFolders(offlineUrl: string): Promise<void> {
  if (!existsSync(workspace)) await cp(sample, workspace, { recursive: true });
  const openai = { id: 'openai', name: 'OpenAI', baseUrl: 'https://api.openai.com/v1', api: 'responses', auth: 'key' };
  const wanted = { ...quietSettings, ...offlineSettings(offlineUrl, process.env['OPENAI_API_KEY'] === undefined ? [] : [openai]) };
  try {
    await writeUserSettings(userDataFolder, completedSettings(await readUserSettings(userDataFolder), wanted, offlineUrl));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    console.log('The user settings are not plain JSON; they stay as they are.');
  }
}

async function start(): Promise<string> {
  const offline = keep(await startOffline());
  await prepareFolders(offline.url);
  const [server] = await Promise.all([startVscodeServer({ userDataFolder, extensionsFolder: path.join(home, 'extensions') }).then(keep), buildExtension()]);
  const front = keep(await startVscodeFront({
    server,
    port: Number(values.port),
    secretKey: await keptBytes(path.join(home, 'secret-key'), 32),
    contents: { folder: workspace, developmentExtensions: [await linkExtension(path.join(home, 'extension'))], firstViews: ['assistants.chat'], firstFiles: [path.join(workspace, 'README.md')] },
  }));
  const answer = await fetch(front.url);
  if (!answer.ok) throw new Error(`VS Code answered ${String(answer.status)}.`);
  await answer.arrayBuffer();
  return front.url;
}

try {
  const url = await start();
  console.log(`\nWorkspace Assistants is open in VS Code at\n\n    ${url}\n\nCtrl-C ends it. Ask “help” to learn what the offline server can do.`);
  openBrowser(url);
} catch (error) {
  console.error(error);
  await closeAll();
  process.exitCode = 1;
}
