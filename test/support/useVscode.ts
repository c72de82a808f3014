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

/** Gives the tests of this `describe` one window on an offline server, and leaves a picture of it when one fails. */
export function useVscode(options: UsedVscodeOptions = {}): () => UsedVscode {
  let used: UsedVscode | undefined;
  const vscode = (): UsedVscode => {
    if (used === undefined) throw new Error('The window is open while a test runs, not before.');
    return used;
  };

  before(async () => {
    const offline = await startOfflineServer({ wordDelay: options.wordDelay ?? 0 });
    used = { ...(await openVscode({ ...options, settings: { ...offlineSettings(offline.url), ...options.settings, ...options.settingsFor?.(offline.url) } })), offline };
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') console.log(`Picture: ${await vscode().screenshot(this.currentTest.fullTitle())}`);
  });

  after(async () => {
    await used?.close();
    await used?.offline.close();
  });

  return vscode;
}
