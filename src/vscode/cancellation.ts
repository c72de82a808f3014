import * as vscode from 'vscode';

/** A signal that aborts when VS Code cancels. */
export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => {
    controller.abort();
  });
  return controller.signal;
}

/** Does something that takes a while, with a word on it that lets the user cancel, and what it tells beside it; undefined when they do. */
export async function withProgress<Result>(title: string, work: (signal: AbortSignal, tell: (message: string) => void) => Promise<Result>): Promise<Result | undefined> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
    try {
      return await work(signalOf(token), (message) => { progress.report({ message }); });
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    }
  });
}
