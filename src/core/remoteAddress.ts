const withScheme = /^(?:https?|ssh|git|git\+ssh):\/\/(?:[^@/]*@)?(?<host>[^:/?#]+)(?::\d+)?\/(?<path>[^?#]+)/i;
// A single letter before the colon is a drive of Windows.
const likeScp = /^(?:[^@/\\]+@)?(?<host>[^:/\\@]{2,}):(?!\/\/)(?<path>[^?#]+)/;

/**
 * What a Git remote is called on every machine, whichever way it is reached: host and path in small letters, without credentials,
 * port and `.git`. Undefined for what lies on this machine.
 */
export function remoteAddress(url: string): string | undefined {
  const { host, path } = (withScheme.exec(url.trim()) ?? likeScp.exec(url.trim()))?.groups ?? {};
  const plain = path?.replace(/^\/+/, '').replace(/\/+$/, '').replace(/\.git$/i, '') ?? '';
  return host === undefined || plain === '' ? undefined : `${host}/${plain}`.toLowerCase();
}
