import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { remoteAddress } from '../core/remoteAddress.ts';

/** A folder of the workspace; `place` is its path on this machine, if it has one. */
export interface MarkedFolder {
  readonly name: string;
  readonly place?: string;
}

/** The longest mark: a server's metadata holds 512 characters. */
const longest = 256;

/**
 * By what a workspace is known at servers. It must be the same on every machine, so that what one has synced is found by another, and
 * never the same for two projects, as their files would take each other's place. A folder's own name is neither. So it is the remote
 * `origin` of the repository (host and path, without credentials) and where the folder lies in it. A folder without such a remote is
 * known by its name and an id of its own, which no other machine can know; if it gets a remote later, it is synced anew.
 */
export function workspaceMark(folders: readonly MarkedFolder[], ownId: () => string): string {
  const marks = folders.map(({ name, place }) => (place === undefined ? undefined : originMark(place)) ?? `${name} ${ownId()}`);
  const mark = folders.length === 0 ? ownId() : marks.toSorted().join(' + ');
  if (mark.length <= longest) return mark;
  return `${mark.slice(0, longest - 65)} ${createHash('sha256').update(mark).digest('hex')}`;
}

function originMark(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    const config = configOf(path.join(at, '.git'));
    if (config !== undefined) {
      const address = remoteAddress(originIn(config));
      const within = path.relative(at, folder).split(path.sep).join('/');
      return address === undefined ? undefined : `${address}${within === '' ? '' : `:${within}`}`;
    }
    if (path.dirname(at) === at) return undefined;
  }
}

/** What a repository is configured with; undefined where there is none. A working tree beside others, or a submodule, has a file that leads there. */
function configOf(git: string): string | undefined {
  try {
    if (statSync(git).isDirectory()) return readFileSync(path.join(git, 'config'), 'utf8');
    const folder = path.resolve(path.dirname(git), /^gitdir:\s*(?<folder>.+?)\s*$/m.exec(readFileSync(git, 'utf8'))?.groups?.['folder'] ?? '');
    return readFileSync(path.join(folder, commonFolder(folder), 'config'), 'utf8');
  } catch {
    return undefined;
  }
}

function commonFolder(folder: string): string {
  try {
    return readFileSync(path.join(folder, 'commondir'), 'utf8').trim();
  } catch {
    return '';
  }
}

function originIn(config: string): string {
  const section = /^[ \t]*\[remote[ \t]+"origin"\](?<lines>[^]*?)(?=^[ \t]*\[|(?![^]))/im.exec(config)?.groups?.['lines'] ?? '';
  return /^[ \t]*url[ \t]*=[ \t]*"?(?<url>[^"\n\r]+)/im.exec(section)?.groups?.['url'] ?? '';
}
