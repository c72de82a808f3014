import * as vscode from 'vscode';
import { checkSetup, type DoctorParts } from '../core/doctor.ts';
import { setupInWords, setupReport } from '../core/setupReport.ts';
import type { Log } from '../core/stores.ts';
import type { ProxySettings } from '../core/surroundingChecks.ts';
import { signalOf } from './cancellation.ts';
import type { Reports } from './reports.ts';
import { t } from '../shared/words.ts';

/** What the command “Check Setup” works with. */
export interface SetupCommandParts {
  readonly doctor: DoctorParts;
  readonly reports: Reports;
  readonly log: Log;
  readonly redact: (text: string) => string;
}

/** Looks at the whole setup and shows what was found, in a document that can go into an issue. */
export async function showSetup({ doctor, reports, log, redact }: SetupCommandParts): Promise<void> {
  const checked = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t('Checking the setup'), cancellable: true }, async (progress, token) => {
    const tell = (message: string): void => { progress.report({ message }); };
    return checkSetup(doctor, signalOf(token), tell).catch((error: unknown) => {
      if (token.isCancellationRequested) return undefined;
      throw error;
    });
  });
  if (checked === undefined) return;
  const report = redact(setupReport(checked, Date.now()));
  log.info(`The setup was checked. ${setupInWords(checked)}`);
  await reports.show(`${t('Setup')}.md`, report);
  const picked = await vscode.window.showInformationMessage(setupInWords(checked), t('Copy Report'), t('Save Report…'));
  if (picked === t('Copy Report')) await vscode.env.clipboard.writeText(report);
  else if (picked !== undefined) await save(report);
}

/** VS Code's settings on proxies, and the variables of the environment that its requests heed. */
export function readProxySettings(environment: Readonly<Record<string, string | undefined>>): ProxySettings {
  const settings = vscode.workspace.getConfiguration('http');
  const names = Object.keys(environment).filter((name) => /^(?:https?|all|no)_proxy$/i.test(name) && environment[name] !== '');
  return {
    proxy: settings.get('proxy', ''),
    support: settings.get('proxySupport', 'override'),
    isStrict: settings.get('proxyStrictSSL', true),
    environment: Object.fromEntries(names.map((name) => [name, environment[name] ?? ''])),
  };
}

/** What this extension runs in. */
export function versionsOf(extension: vscode.Extension<unknown>): Readonly<Record<string, string>> {
  const manifest: unknown = extension.packageJSON;
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
  return {
    'Workspace Assistants': version,
    [vscode.env.appName]: vscode.version,
    [t('Runs on')]: [vscode.env.appHost, vscode.env.remoteName ?? t('no remote'), vscode.env.uiKind === vscode.UIKind.Web ? t('in a browser') : t('on the desktop')].join(', '),
    Node: process.versions.node,
    [t('System')]: `${process.platform} ${process.arch}`,
    [t('Workspace Trust')]: vscode.workspace.isTrusted ? t('trusted') : t('restricted mode'),
  };
}

async function save(report: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({ title: t('Save Report'), filters: { Markdown: ['md'] }, ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, 'assistants-setup.md') }) });
  if (target !== undefined) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(report));
}
