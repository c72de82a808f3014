import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before } from 'mocha';
import type { Locator } from 'playwright-core';
import { descendantsStartedWith } from '../support/descendants.ts';
import { eventually } from '../support/eventually.ts';
import { useVscode, type UsedVscode } from '../support/useVscode.ts';
import { watchGrowth, type Growth } from './growth.ts';

/** How many words an answer has, and how long the server takes over each, in milliseconds: five seconds at least. */
const words = 330;
const wordDelay = 15;

/** How long after a keystroke the host has the draft at the latest, in milliseconds: the page waits 300. */
const draftTime = 800;

/** What is there again after the extension host was killed, and what was there before. */
export interface Killed {
  readonly prompts: readonly string[];
  readonly answers: readonly string[];
  readonly draft: string;
  /** How often the server was asked. */
  readonly asked: number;
  /** What lies beside the threads since a damaged database was replaced. */
  readonly traces: readonly string[];
  /** What should be there: the draft is not, if it was killed too soon after it was written. */
  readonly meant: { readonly prompt: string; readonly answer: string; readonly draft: string };
  readonly shown: Growth;
  /** In milliseconds since the epoch. */
  readonly at: number;
}

/** Gives the tests of this `describe` a window whose extension host can be killed, so many milliseconds after the server was asked for an answer. Linux only. */
export function useHostKills(background: boolean): (moment: number, ending: (answers: Locator) => Locator) => Promise<Killed> {
  const home = mkdtempSync(path.join(tmpdir(), 'killed-host-'));
  const vscode = useVscode({ home, wordDelay, settings: { 'assistants.background': background } });
  let round = 0;
  let watch: Awaited<ReturnType<typeof watchGrowth>>;

  before('the chat is open', async function open() {
    if (process.platform !== 'linux') this.skip();
    watch = await watchGrowth(vscode().page);
    await vscode().openChat();
  });

  after(() => {
    rmSync(home, { recursive: true, force: true });
  });

  return async (moment, ending) => {
    const { offline, reload } = vscode();
    const { answers, composer, prompts, newThread } = places(vscode());
    const asked = (): number => offline.requests.filter(({ method, path: to }) => method === 'POST' && to === '/v1/responses').length;
    round += 1;
    const answer = [`round ${String(round)}:`, ...Array.from({ length: words }, (_, index) => String(index + 1))].join(' ');
    const meant = { prompt: `say ${answer}`, answer, draft: `Draft ${String(round)}` };
    offline.reset();
    await newThread.click();
    await answers.first().waitFor({ state: 'detached' });
    const shown = await watch(vscode().chat.locator('#app'), '.markdown');
    await composer.fill(meant.prompt);
    await composer.press('Enter');
    await prompts.waitFor();
    await composer.fill(meant.draft);
    await eventually(asked, 1);
    await sleep(moment);
    const at = Date.now();
    for (const id of descendantsStartedWith(process.pid, '--type=extensionHost')) process.kill(id, 'SIGKILL');
    await reload();
    if (round > 1) endLeases(home);
    await ending(answers).waitFor({ timeout: 90_000 });
    if (moment > draftTime) await eventually(() => composer.inputValue(), meant.draft);
    const draft = moment > draftTime ? await composer.inputValue() : meant.draft;
    return { prompts: await prompts.allInnerTexts(), answers: await answers.locator('.markdown').allInnerTexts(), draft, asked: asked(), traces: traces(home), meant, shown, at };
  };
}

function places({ chat }: UsedVscode): Readonly<Record<'answers' | 'composer' | 'prompts' | 'newThread', Locator>> {
  return {
    answers: chat.getByRole('article', { name: /^Assistant/ }),
    composer: chat.getByRole('textbox', { name: 'Message' }),
    prompts: chat.getByRole('article', { name: 'You' }).locator('.prompt-words'),
    newThread: chat.getByRole('button', { name: 'New Thread' }).first(),
  };
}

const threadsFolder = (home: string): string => path.join(home, 'user/User/globalStorage/workspace-assistants.workspace-assistants/threads');

/** Has the ten seconds go by at once for which a window that died keeps its threads from others. */
function endLeases(home: string): void {
  const database = new DatabaseSync(path.join(threadsFolder(home), 'leases.db'), { timeout: 5000 });
  database.exec('UPDATE leases SET until = 0');
  database.close();
}

function traces(home: string): readonly string[] {
  return readdirSync(threadsFolder(home)).filter((file) => /damaged|rescue|part$/.test(file));
}
