import * as vscode from 'vscode';
import type { SpendingSettings } from '../core/spendingSettings.ts';

/** The user's own settings on money: never a workspace's or a folder's, trusted or not. */
export function readSpendingSettings(): SpendingSettings {
  return { prices: usersOwn('prices'), thread: usersOwn('cap.thread'), day: usersOwn('cap.day') };
}

function usersOwn(name: string): unknown {
  const found = vscode.workspace.getConfiguration('assistants').inspect(name);
  return found?.globalValue ?? found?.defaultValue;
}
