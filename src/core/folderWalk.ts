/** What lies in a folder. `link`: to a folder, which is not followed. */
export interface FolderEntry<Place> {
  readonly place: Place;
  readonly kind: 'file' | 'folder' | 'link';
  /** Whether settings or ignore files leave it out. */
  readonly leftOut: boolean;
}

/** What was found in a folder and in those below it. */
export interface Walked<Place> {
  readonly files: readonly Place[];
  readonly links: readonly Place[];
  /** Whether something was left out. */
  readonly leftOut: boolean;
  /** Whether there is more than was looked at. */
  readonly isCut: boolean;
}

/** Looks at what lies in a folder and in those below it, the nearest first: until more than so many files are found, or at so many entries. `read` gives the entries of a folder. */
export async function walkFolder<Place>(folder: Place, read: (folder: Place) => Promise<readonly FolderEntry<Place>[]>, { files: mostFiles, entries: mostEntries }: { readonly files: number; readonly entries: number }): Promise<Walked<Place>> {
  const [files, links, folders]: [Place[], Place[], Place[]] = [[], [], [folder]];
  let leftOut = false;
  let looked = 0;
  for (const each of folders) {
    for (const entry of await read(each)) {
      if (files.length > mostFiles || looked >= mostEntries) return { files, links, leftOut, isCut: true };
      looked += 1;
      if (entry.leftOut) leftOut = true;
      else if (entry.kind === 'file') files.push(entry.place);
      else (entry.kind === 'folder' ? folders : links).push(entry.place);
    }
  }
  return { files, links, leftOut, isCut: false };
}
