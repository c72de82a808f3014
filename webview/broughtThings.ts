/** What came with a drop or a paste: addresses of files that VS Code knows, or files that it does not. */
export interface Brought {
  readonly uris: readonly string[];
  readonly files: readonly File[];
  /** How many things came beyond those that are looked at. */
  readonly more?: number;
}

/** The most things of one drop that are looked at. */
export const mostThings = 200;

/** Under which names VS Code hands over addresses; the names are in lower case once they are here. */
const ownLists = ['application/vnd.code.uri-list', 'resourceurls'] as const;

/** Whether something is dragged that could be attached. */
export function isAttachable({ types }: DataTransfer): boolean {
  return [...ownLists, 'text/uri-list', 'Files'].some((type) => types.includes(type));
}

/** What a drop brings: VS Code's own addresses first, then files from elsewhere, then addresses from elsewhere. */
export function droppedThings(data: DataTransfer): Brought {
  const own = [...addresses(data.getData('application/vnd.code.uri-list')), ...listed(data.getData('resourceurls'))];
  if (own.length > 0) return first([...new Set(own)], []);
  const files = [...data.files];
  return files.length > 0 ? first([], files) : first(addresses(data.getData('text/uri-list')), []);
}

function first(uris: readonly string[], files: readonly File[]): Brought {
  const more = uris.length + files.length - mostThings;
  return { uris: uris.slice(0, mostThings), files: files.slice(0, mostThings), ...(more > 0 ? { more } : {}) };
}

/** The files of a paste; none where there is text as well, as with cells of a spreadsheet, which come with a picture of them. */
export function pastedFiles(data: DataTransfer): readonly File[] {
  return data.getData('text/plain') === '' ? [...data.files].slice(0, mostThings) : [];
}

// RFC 2483, 5: a line each, and lines of comments. What a browser hands over besides are links, which are no files.
function addresses(list: string): readonly string[] {
  return list.split(/\r?\n/).filter((line) => /^[a-z][\w+.-]*:/i.test(line) && !/^(?:https?|data|blob|javascript):/i.test(line));
}

function listed(json: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}
