import * as vscode from 'vscode';
import { checkBaseUrl, isLoopback, type Connection } from '../core/connections.ts';
import { add, freeId } from './connectionSettings.ts';
import { t } from '../shared/words.ts';

/** A server that answered on this machine. */
interface Found {
  readonly name: string;
  readonly baseUrl: string;
  readonly models: readonly string[];
}

type Draft = Omit<Connection, 'headers' | 'id'>;

/** Leads the user to a new connection, step by step; a step that is left ends it with nothing changed. Answers the new connection. */
export async function addConnection(findLocalServers: () => Promise<readonly Found[]>): Promise<Connection | undefined> {
  const kinds = [
    { label: 'OpenAI', detail: t('api.openai.com, with your key'), draft: () => openAi },
    { label: 'Azure OpenAI', detail: t('Your resource’s /openai/v1 address, with a key or your Microsoft account'), draft: azure },
    { label: t('A server on this machine'), detail: t('Looks on the usual ports of Ollama, LM Studio, llama.cpp and vLLM'), draft: () => local(findLocalServers) },
    { label: t('Another server'), detail: t('Any address that speaks the Responses, Chat Completions, Assistants or Agents API'), draft: other },
  ];
  const kind = await vscode.window.showQuickPick(kinds, { title: t('Add Connection'), placeHolder: t('Where do your assistants answer from?') });
  const draft = await kind?.draft();
  if (draft === undefined) return undefined;
  const name = await vscode.window.showInputBox({ title: t('Add Connection'), prompt: t('A name for it'), value: draft.name, ignoreFocusOut: true, validateInput: (text) => (text.trim() === '' ? t('Enter a name.') : undefined) });
  if (name === undefined) return undefined;
  const entry = { id: freeId(name.trim()), ...draft, name: name.trim() };
  await add(entry);
  return { ...entry, headers: {} };
}

const openAi: Draft = { name: 'OpenAI', baseUrl: 'https://api.openai.com/v1', api: 'responses', auth: 'key' };

async function azure(): Promise<Draft | undefined> {
  const baseUrl = await askForAddress(t('Your resource’s address'), 'https://my-resource.openai.azure.com/openai/v1');
  if (baseUrl === undefined) return undefined;
  const ways = [
    { label: t('With a key'), auth: 'key' },
    { label: t('With my Microsoft account'), auth: 'microsoftEntra' },
  ] as const;
  const way = await vscode.window.showQuickPick(ways, { title: t('Add Connection'), placeHolder: t('How do you sign in?') });
  if (way === undefined) return undefined;
  const model = await vscode.window.showInputBox({ title: t('Add Connection'), prompt: t('The name of your deployment'), ignoreFocusOut: true, validateInput: (text) => (text.trim() === '' ? t('Enter its name.') : undefined) });
  return model === undefined ? undefined : { name: 'Azure OpenAI', baseUrl, api: 'responses', auth: way.auth, model: model.trim() };
}

async function local(findLocalServers: () => Promise<readonly Found[]>): Promise<Draft | undefined> {
  const found = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t('Looking for servers on this machine…') }, findLocalServers);
  const items = found.map((server) => ({ label: server.name, description: server.baseUrl, detail: modelsIn(server), server }));
  const typed = { label: t('$(edit) Another address…'), server: undefined };
  const placeHolder = found.length === 0 ? t('None answers on the usual ports. Start one, or give its address.') : t('Which one?');
  const picked = await vscode.window.showQuickPick([...items, typed], { title: t('Add Connection'), placeHolder });
  if (picked === undefined) return undefined;
  const baseUrl = picked.server?.baseUrl ?? (await askForAddress(t('Its address'), 'http://127.0.0.1:11434/v1'));
  return baseUrl === undefined ? undefined : { name: picked.server?.name ?? t('Local server'), baseUrl, api: 'responses', auth: 'none' };
}

async function other(): Promise<Draft | undefined> {
  const baseUrl = await askForAddress(t('Its address'), 'https://example.com/v1');
  if (baseUrl === undefined) return undefined;
  const apis = [
    { label: t('Responses'), detail: t('Falls back to Chat Completions where the server has no Responses API'), api: 'responses' },
    { label: t('Chat Completions'), detail: t('What nearly every server speaks'), api: 'chatCompletions' },
    { label: 'Assistants', detail: t('The Assistants API, version 2 or 1, of servers that still have it'), api: 'assistants' },
    { label: t('Agents (experimental)'), detail: t('OpenAI’s Agents API'), api: 'agents' },
  ] as const;
  const picked = await vscode.window.showQuickPick(apis, { title: t('Add Connection'), placeHolder: t('Which API does it speak?') });
  const url = new URL(baseUrl);
  return picked === undefined ? undefined : { name: url.hostname, baseUrl, api: picked.api, auth: isLoopback(url) ? 'none' : 'key' };
}

async function askForAddress(prompt: string, placeHolder: string): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({ title: t('Add Connection'), prompt, placeHolder, ignoreFocusOut: true, validateInput: problemWith });
  const checked = typed === undefined ? undefined : checkBaseUrl(typed.trim());
  return checked !== undefined && 'url' in checked ? checked.url : undefined;
}

function problemWith(address: string): string | undefined {
  const checked = checkBaseUrl(address.trim());
  return 'problem' in checked ? t(checked.problem, t('Address')) : undefined;
}

function modelsIn({ models }: Found): string {
  if (models.length === 0) return t('No models yet');
  const first = models.slice(0, 4).join(', ');
  return models.length > 4 ? t('{0} and {1} more', first, models.length - 4) : first;
}
