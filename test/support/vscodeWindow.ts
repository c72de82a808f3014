import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { proxiedBy, startCanary } from './canary.ts';
import { openProfile } from './chromium.ts';
import { cache, sample } from './installed.mjs';
import { keptBytes } from './keptBytes.ts';
import { linkExtension } from './linkedExtension.ts';
import { tellRequest, tellStray } from './strays.ts';
import { quietSettings, untitledSettings, writeUserSettings, type UserSettings } from './userSettings.ts';
import { startVscodeFront } from './vscodeFront.ts';
import { installExtension, startVscodeServer } from './vscodeServer.ts';

/** A window of VS Code, driven from outside as a user drives it. */
export interface VscodeWindow {
  readonly page: Page;
  /** The page of the chat view, as long as no other webview is open. */
  readonly chat: FrameLocator;
  /** The folder that is open in it. */
  readonly workspace: string;
  /** Where VS Code installs extensions. */
  readonly extensionsFolder: string;
  /** Runs a command by its title in the command palette, as in `Assistants: New Thread`. */
  readonly command: (title: string) => Promise<void>;
  /** Takes a step of the context menu of what stands there. */
  readonly choose: (row: Locator, title: string) => Promise<void>;
  /** Shows the chat view by its icon in the activity bar, if it is not there, and waits until it takes a prompt. */
  readonly openChat: () => Promise<void>;
  readonly reload: () => Promise<void>;
  /** Puts a picture into .vscode-test/pictures and answers its path. */
  readonly screenshot: (name: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** What a window begins with. */
export interface VscodeWindowOptions {
  readonly settings?: UserSettings;
  /** Files of the workspace by their relative paths; the sample project unless told. */
  readonly workspaceFiles?: Readonly<Record<string, string>>;
  /** The file `….code-workspace` to open in place of the folder, by its relative path. */
  readonly workspaceFile?: string;
  /** Whether the workspace is restricted until it is trusted. */
  readonly asksForTrust?: boolean;
  /** What VS Code and its extensions find in their environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Settings such as a container brings along: VS Code reads them as those of the remote machine. */
  readonly machineSettings?: UserSettings;
  /** Files to open, by their relative paths. */
  readonly openFiles?: readonly string[];
  /** The checkout under development, or the path of a .vsix that is installed first. */
  readonly extension?: 'development' | { readonly vsix: string };
  /** A folder that keeps everything for another window; without it, everything is deleted at the end. */
  readonly home?: string;
}

/** How long to wait for what must come in a window, in milliseconds: machines are busy at times. */
const patience = 60_000;

/** Starts VS Code and opens its window in Chromium: takes five to ten seconds, so let tests share one. */
export async function openVscode(options: VscodeWindowOptions = {}): Promise<VscodeWindow> {
  const home = options.home ?? (await mkdtemp(path.join(tmpdir(), 'vscode-window-')));
  const workspace = path.join(home, 'workspace');
  const folders = { userDataFolder: path.join(home, 'user'), extensionsFolder: path.join(home, 'extensions') };
  const { extension = 'development' } = options;
  await writeUserSettings(folders.userDataFolder, { ...quietSettings, ...untitledSettings, 'window.autoDetectColorScheme': false, ...options.settings });
  if (options.workspaceFiles === undefined) await cp(sample, workspace, { recursive: true });
  else await writeFiles(workspace, options.workspaceFiles);
  if (extension !== 'development') await installExtension(folders, extension.vsix);
  if (options.machineSettings !== undefined) await writeFiles(folders.userDataFolder, { 'Machine/settings.json': JSON.stringify(options.machineSettings) });
  const { asksForTrust = false } = options;
  const canary = await startCanary(tellStray);
  const environment = { ...proxiedBy(canary), ...options.environment };
  const server = await startVscodeServer({ ...folders, environment, asksForTrust });
  const front = await startVscodeFront({
    server,
    port: await keptPort(home),
    secretKey: await keptBytes(path.join(home, 'secret-key'), 32),
    contents: {
      folder: path.join(workspace, options.workspaceFile ?? ''),
      developmentExtensions: extension === 'development' ? [await linkExtension(path.join(home, 'extension'))] : [],
      firstFiles: (options.openFiles ?? []).map((name) => path.join(workspace, name)),
    },
  });
  const browser = await openProfile(path.join(home, 'browser'));
  browser.on('request', tellRequest);
  const page = browser.pages()[0] ?? (await browser.newPage());
  page.setDefaultTimeout(patience);
  await page.goto(front.url);
  await ready(page);
  return {
    ...handles(page),
    workspace,
    extensionsFolder: folders.extensionsFolder,
    close: async () => {
      await browser.close();
      await front.close();
      await server.close();
      canary.close();
      if (options.home === undefined) await rm(home, { recursive: true, force: true });
    },
  };
}

function handles(page: Page): Omit<VscodeWindow, 'workspace' | 'extensionsFolder' | 'close'> {
  // A notebook has a page of its own beside the chat's.
  const chat = page.frameLocator('iframe.webview.ready:not([src*="purpose=notebookRenderer"])').frameLocator('#active-frame');
  return {
    page,
    chat,
    command: async (title) => {
      const input = page.locator('.quick-input-widget input');
      // A key is lost when it falls between two places of the focus, and the list is closed when the focus goes elsewhere.
      const open = async (): Promise<void> => {
        await page.keyboard.press('F1');
        await input.waitFor({ timeout: 10_000 });
        await input.fill(`>${title}`, { timeout: 5000 });
      };
      await open().catch(open);
      await page.locator('.quick-input-widget').getByRole('option', { name: title }).first().click();
    },
    choose: async (row, title) => {
      await row.click({ button: 'right' });
      const item = page.getByRole('menuitem', { name: title });
      // VS Code takes no click on a menu that has only just opened.
      await item.hover();
      await item.click({ delay: 200 });
      await item.waitFor({ state: 'hidden' });
    },
    openChat: async () => {
      const icon = page.getByRole('tab', { name: 'Assistants' });
      const show = async (): Promise<void> => {
        if ((await icon.getAttribute('aria-selected')) !== 'true') await icon.click();
      };
      const prompt = chat.getByPlaceholder(/^Ask /);
      await show();
      // A window that comes back may show the view by itself just as its icon is clicked, which hides it.
      await prompt.waitFor({ timeout: 20_000 }).catch(show);
      await prompt.waitFor({ timeout: 70_000 });
    },
    reload: async () => {
      await page.reload();
      await ready(page);
    },
    screenshot: async (name) => {
      const file = path.join(cache, 'pictures', `${name.replaceAll(/[^\w-]+/g, '-')}.png`);
      await page.screenshot({ path: file });
      return file;
    },
  };
}

/** The window is ready when the extension's icon has come. */
async function ready(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Assistants' }).waitFor();
}

/** Browsers keep things by address, so that a home needs the same port each time: 20000 to 29999. */
async function keptPort(home: string): Promise<number> {
  const [high = 0, low = 0] = await keptBytes(path.join(home, 'port'), 2);
  return 20_000 + ((high * 256 + low) % 10_000);
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
