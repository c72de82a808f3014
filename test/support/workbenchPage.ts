import * as v from 'valibot';

/** What VS Code's window is to show. Paths lie on this machine. */
export interface WindowContents {
  /** A folder, or a file `….code-workspace`. */
  readonly folder: string;
  /** Folders of extensions under development. */
  readonly developmentExtensions: readonly string[];
  /** The entry of a suite that the extension host runs, instead of the user. */
  readonly testsPath?: string;
  /** Ids of the views to open when this browser sees the folder for the first time. */
  readonly firstViews?: readonly string[];
  /** Files to open then. */
  readonly firstFiles?: readonly string[];
}

const settingsShape = v.looseObject({ developmentOptions: v.optional(v.looseObject({})) });
const configuration = /(?<=id="vscode-workbench-web-configuration" data-settings=")[^"]*/;

/** VS Code's page with these contents written into its configuration; `authority` is the address that the browser asked for. */
export function configuredPage(page: string, contents: WindowContents, { authority, token }: { readonly authority: string; readonly token: string }): string {
  const file = (path: string): object => ({ $mid: 1, scheme: 'vscode-remote', authority, path: remotePath(path) });
  return page.replace(configuration, (escaped) => {
    const { developmentOptions, ...settings } = v.parse(settingsShape, JSON.parse(unescaped(escaped)));
    return escapedAttribute(JSON.stringify({
      ...settings,
      connectionToken: token,
      ...(contents.folder.endsWith('.code-workspace') ? { workspaceUri: file(contents.folder) } : { folderUri: file(contents.folder) }),
      developmentOptions: {
        ...developmentOptions,
        extensions: contents.developmentExtensions.map(file),
        ...(contents.testsPath === undefined ? {} : { extensionTestsPath: file(contents.testsPath) }),
      },
      defaultLayout: {
        views: (contents.firstViews ?? []).map((id) => ({ id })),
        editors: (contents.firstFiles ?? []).map((path) => ({ uri: file(path) })),
      },
    }));
  });
}

/** `C:\a` is `/c:/a` in the address of a file. */
function remotePath(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  return slashed.startsWith('/') ? slashed : `/${slashed}`;
}

function unescaped(attribute: string): string {
  return attribute.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function escapedAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
