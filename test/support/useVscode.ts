import { after, afterEach, before } from 'mocha';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { offlineSettings, type UserSettings } from './userSettings.ts';
import { openVscode, type VscodeWindow, type VscodeWindowOptions } from './vscodeWindow.ts';

/** A window, and the server that its extension talks to. */
export interface UsedVscode extends VscodeWindow {
  readonly offline: OfflineServer;
}

/** What they begin with. */
export interface UsedVscodeOptions extends VscodeWindowOptions {
  /** Between two deltas of the offline server, in milliseconds. */
  readonly wordDelay?: number;
  /** Settings that need the offline server's address. */
  readonly settingsFor?: (offlineUrl: string) => UserSettings;
}

let shared: Promise<UsedVscode> | undefined;

/**
 * Gives the tests of this `describe` a window on an offline server, and leaves a picture of it when one fails, also if it is tried
 * again. Without options it is one window for all such tests of the run, on the sample project with brewing.ts open: opening one takes its
 * time. Options that are only known when the window opens are given by a function.
 */
export function useVscode(options?: UsedVscodeOptions | (() => UsedVscodeOptions)): () => UsedVscode {
  let used: UsedVscode | undefined;
  const vscode = (): UsedVscode => {
    if (used === undefined) throw new Error('The window is open while a test runs, not before.');
    return used;
  };

  before('VS Code is open', async () => {
    used = await (options === undefined ? (shared ??= open({ wordDelay: 10, openFiles: ['src/brewing.ts'] })) : open(typeof options === 'function' ? options() : options));
    used.offline.reset();
  });

  afterEach(async function () {
    const test = this.currentTest;
    if (test !== undefined && test.state !== 'passed' && !test.isPending()) console.log(`Picture: ${await vscode().screenshot(test.fullTitle())}`);
  });

  if (options !== undefined) after('VS Code is closed', () => vscode().close());

  return vscode;
}

after('the shared VS Code is closed', async () => {
  const window = await shared;
  await window?.close();
});

async function open({ wordDelay = 0, settings, settingsFor, ...options }: UsedVscodeOptions): Promise<UsedVscode> {
  const offline = await startOfflineServer({ wordDelay });
  const window = await openVscode({ ...options, settings: { ...offlineSettings(offline.url), ...settings, ...settingsFor?.(offline.url) } });
  const close = async (): Promise<void> => {
    await window.close();
    await offline.close();
  };
  return { ...window, offline, close };
}
