import * as vscode from 'vscode';

const scheme = 'assistants-report';

/** Shows documents that are made on the spot: nobody can change them, and closing them asks nothing. */
export class Reports implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, this),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
  );
  #last = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** Opens the text under this file name, whose ending tells its language; Markdown is shown as it is meant to be read. */
  async show(name: string, text: string): Promise<void> {
    const uri = this.#put(name, text);
    if (name.endsWith('.md')) await vscode.commands.executeCommand('markdown.showPreview', uri);
    else await vscode.window.showTextDocument(uri, { preview: true });
  }

  /** Shows what differs between two texts, each under its file name. */
  async compare(title: string, one: readonly [name: string, text: string], other: readonly [name: string, text: string]): Promise<void> {
    await vscode.commands.executeCommand('vscode.diff', this.#put(...one), this.#put(...other), title, { preview: true });
  }

  #put(name: string, text: string): vscode.Uri {
    this.#last += 1;
    const uri = vscode.Uri.from({ scheme, path: `/${String(this.#last)}/${name}` });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
