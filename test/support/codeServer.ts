#!/usr/bin/env node
// Stands in for the `code` program that @vscode/test-electron starts: the same words, the same suite, the same exit code.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { parseArgs, format } from 'node:util';
import { launchChromium } from './chromium.ts';
import { startVscodeFront } from './vscodeFront.ts';
import { startVscodeServer } from './vscodeServer.ts';

const folder = { type: 'string' } as const;
const { values, positionals } = parseArgs({
  options: { 'user-data-dir': folder, 'extensions-dir': folder, extensionDevelopmentPath: folder, extensionTestsPath: folder },
  strict: false,
  allowPositionals: true,
});

function given(name: keyof typeof values): string {
  const value = values[name];
  if (typeof value !== 'string') throw new Error(`--${String(name)} is missing.`);
  return path.resolve(value);
}

/** What the workbench itself has to say, in which the suite's own words would drown. */
const chatter = /^%c|^\[|^(?:Resolv|Creating a socket|Updating |Creation of workbench |Ignoring |Error while fetching)|getaddrinfo|bindings file|workbench\.js:|Cannot find module '\.\/build/;

async function runSuite(): Promise<number> {
  const server = await startVscodeServer({ userDataFolder: given('user-data-dir'), extensionsFolder: given('extensions-dir') });
  const contents = {
    folder: path.resolve(positionals[0] ?? '.'),
    developmentExtensions: [given('extensionDevelopmentPath')],
    testsPath: given('extensionTestsPath'),
  };
  const front = await startVscodeFront({ server, contents, secretKey: randomBytes(32) });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const code = Promise.withResolvers<number>();
    await page.exposeFunction('codeAutomationLog', (_level: string, parts: unknown[]) => {
      const line = format(...parts);
      if (!chatter.test(line)) console.log(line);
    });
    await page.exposeFunction('codeAutomationExit', code.resolve);
    page.once('crash', () => {
      code.reject(new Error('The page of VS Code crashed.'));
    });
    await page.goto(front.url);
    return await code.promise;
  } finally {
    await browser.close();
    await front.close();
    await server.close();
  }
}

process.exitCode = await runSuite();
