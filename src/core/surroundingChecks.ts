import { sizeInWords } from '../shared/sizeInWords.ts';
import type { Check } from './setupReport.ts';
import { t } from '../shared/words.ts';

/** How VS Code and the environment lead requests to servers. */
export interface ProxySettings {
  /** VS Code's `http.proxy`; empty for none. */
  readonly proxy: string;
  /** VS Code's `http.proxySupport`. */
  readonly support: string;
  /** VS Code's `http.proxyStrictSSL`. */
  readonly isStrict: boolean;
  /** The variables of the environment that name proxies, with their values. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What SQLite says of a database. */
export interface CheckedDatabase {
  readonly name: string;
  readonly bytes: number;
  /** What is wrong with it. */
  readonly problem?: string;
}

/** The state of the folder in which threads and the rest are kept. */
export interface StorageHealth {
  /** As it may be shown: without the user's name. */
  readonly folder: string;
  /** All that lies in it. */
  readonly bytes: number;
  /** What is left on its disk; absent where nobody says. */
  readonly free?: number;
  /** Why nothing can be written there. */
  readonly unwritable?: string;
  /** The kind of the network share on which it lies, where it does and the system says so. */
  readonly share?: string;
  readonly databases: readonly CheckedDatabase[];
}

/** The bytes that should be left on a disk, and below which writing soon fails. */
const room = { warning: 1_000_000_000, problem: 100_000_000 };

/** Looks at the proxies: of their addresses only host and port are told, for the rest may hold a password. */
export function checkProxy({ proxy, support, isStrict, environment }: ProxySettings): readonly Check[] {
  const named: readonly (readonly [string, string])[] = [...(proxy === '' ? [] : [['http.proxy', proxy] as const]), ...Object.entries(environment)];
  const proxies = named.map(([name, address]): Check => {
    if (/^no_proxy$/i.test(name)) return { state: 'ok', subject: name, words: t('set') };
    const host = URL.parse(address.includes('://') ? address : `http://${address}`)?.host ?? '';
    if (host === '') return { state: 'warning', subject: name, words: t('is not an address'), action: t('Correct {0}, such as {1}.', name, 'http://proxy.example:8080') };
    return { state: 'ok', subject: name, words: host };
  });
  const none: readonly Check[] = named.length === 0 ? [{ state: 'ok', subject: t('Proxy'), words: t('none is set here; the system’s own may be used') }] : [];
  const off: readonly Check[] = support === 'off' && named.length > 0 ? [{ state: 'warning', subject: 'http.proxySupport', words: t('off: the proxy is not used'), action: t('Set http.proxySupport to “override”.') }] : [];
  const lax: readonly Check[] = isStrict ? [] : [{ state: 'warning', subject: 'http.proxyStrictSSL', words: t('off: certificates are not checked'), action: t('Switch it on, and have your proxy’s certificate trusted by the system.') }];
  return [...none, ...proxies, ...off, ...lax];
}

/** Looks at the place where threads are kept. */
export function checkStorage({ folder, bytes, free, unwritable, share, databases }: StorageHealth): readonly Check[] {
  return [
    unwritable === undefined
      ? { state: 'ok', subject: t('Folder'), words: t('{0} can be written; it holds {1}', folder, sizeInWords(bytes)) }
      : { state: 'problem', subject: t('Folder'), words: t('{0} cannot be written: {1}', folder, unwritable), action: t('Give yourself the right to write there.') },
    ...(free === undefined ? [] : [freeSpace(free)]),
    ...(share === undefined ? [] : [{ state: 'warning', subject: t('Disk'), words: t('a network share ({0}): there, two windows may damage what they both write', share), action: t('Keep VS Code’s user data on a disk of this computer.') } as const]),
    ...databases.map(({ name, bytes: size, problem }): Check => (problem === undefined
      ? { state: 'ok', subject: name, words: t('whole, {0}', sizeInWords(size)) }
      : { state: 'problem', subject: name, words: problem, action: t('Close VS Code, keep a copy of {0}, and report it with this report.', folder) })),
  ];
}

function freeSpace(free: number): Check {
  const words = t('{0} are free', sizeInWords(free));
  if (free >= room.warning) return { state: 'ok', subject: t('Disk'), words };
  return { state: free < room.problem ? 'problem' : 'warning', subject: t('Disk'), words, action: t('Make room: what cannot be stored is lost when VS Code closes.') };
}
