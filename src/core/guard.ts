import type { Placeholders } from './placeholders.ts';
import { secretName } from './secretNames.ts';
import { scanSecrets, type SecretFinding } from './secretScan.ts';

/** Something that is about to leave this machine. */
export interface Outgoing {
  /** What the user knows it by: a file by its path. */
  readonly name: string;
  /** Where it comes from; a file is judged by its name, too. */
  readonly origin: 'prompt' | 'file' | 'instructions' | 'output';
  readonly text: string;
}

/** What may be done about something that holds secrets: leave it out, send it with placeholders for them, or send it as it is. */
export type Choice = 'leaveOut' | 'replace' | 'send';

/** What stands in the way of one part. */
export interface Obstacle extends Pick<Outgoing, 'name' | 'origin'> {
  /** Stands for this name with this very text. */
  readonly hash: string;
  /** Why a file with this name holds secrets, in a sentence. */
  readonly reason?: string;
  readonly findings: readonly SecretFinding[];
  /** What can be decided: not `replace` where some secrets may not have been found, not `leaveOut` of what a turn cannot be without. */
  readonly choices: readonly Choice[];
}

/** The user's word on one obstacle. It is good for this name with this text, and only where it is handed in. */
export interface Decision {
  readonly hash: string;
  readonly choice: Choice;
}

/** What may leave; nothing may as long as an obstacle is left. */
export interface Passage<Part extends Outgoing> {
  readonly parts: readonly Part[];
  readonly obstacles: readonly Obstacle[];
}

/** The one gate for everything that leaves a thread. It remembers no decision. */
export class Guard {
  readonly #placeholders: Placeholders;

  constructor(placeholders: Placeholders) {
    this.#placeholders = placeholders;
  }

  /** Lets these parts pass as was decided, or tells what stands in the way. What the thread has a placeholder for is replaced in every part that is not to be sent as it is. */
  async pass<Part extends Outgoing>(parts: readonly Part[], decisions: readonly Decision[] = []): Promise<Passage<Part>> {
    const judged = await Promise.all(parts.map(async (part) => ({ part, obstacle: await obstacleOf(part) })));
    const decided = judged.map(({ part, obstacle }) => ({ part, obstacle, choice: choiceOf(obstacle, decisions) }));
    const obstacles = decided.flatMap(({ obstacle, choice }) => (obstacle === undefined || choice !== undefined ? [] : [obstacle]));
    if (obstacles.length > 0) return { parts: [], obstacles };
    const replaced = decided.map(({ part, obstacle, choice }) => ({ part, choice, text: choice === 'replace' ? this.#placeholders.replace(part.text, obstacle?.findings ?? []) : part.text }));
    const leaving = replaced.flatMap(({ part, choice, text }) => {
      if (choice === 'leaveOut') return [];
      return [{ ...part, text: choice === 'send' ? text : this.#placeholders.hide(text) }];
    });
    return { parts: leaving, obstacles: [] };
  }
}

async function obstacleOf({ name, origin, text }: Outgoing): Promise<Obstacle | undefined> {
  const reason = origin === 'file' ? secretName(name) : undefined;
  const { findings, complete } = scanSecrets(text);
  if (reason === undefined && findings.length === 0) return undefined;
  const choices = [
    ...(reason === undefined && complete ? ['replace'] as const : []),
    ...(origin === 'file' || origin === 'output' ? ['leaveOut'] as const : []),
    'send',
  ] as const;
  const hash = await sha256(JSON.stringify([origin, name, text]));
  return { name, origin, hash, findings, choices, ...(reason === undefined ? {} : { reason }) };
}

function choiceOf(obstacle: Obstacle | undefined, decisions: readonly Decision[]): Choice | undefined {
  const choice = decisions.find(({ hash }) => hash === obstacle?.hash)?.choice;
  return choice !== undefined && obstacle?.choices.includes(choice) === true ? choice : undefined;
}

async function sha256(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
