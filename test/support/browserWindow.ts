import { spawn } from 'node:child_process';

const opener: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  linux: ['xdg-open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens the user's own browser where there is a desktop; on a machine that builds and tests, nothing happens. */
export function openBrowser(url: string): void {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasDesktop = process.platform !== 'linux' || DISPLAY !== undefined || WAYLAND_DISPLAY !== undefined;
  const [program, ...words] = opener[process.platform] ?? [];
  if (program === undefined || !hasDesktop || CI !== undefined) return;
  spawn(program, [...words, url], { stdio: 'ignore', detached: true }).on('error', () => undefined).unref();
}
