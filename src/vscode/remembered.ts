import type * as vscode from 'vscode';

/** A value that VS Code keeps, for this workspace or for all of them; `initial` until it was set. */
export function remembered<Value>(memento: vscode.Memento, key: string, initial: Value): { readonly get: () => Value; readonly set: (value: Value) => void } {
  return {
    get: () => memento.get<Value>(key, initial),
    set: (value) => void memento.update(key, value),
  };
}
