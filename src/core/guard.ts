import { type Connection, originOf } from './connections.ts';
import { type Choice, type Decision, type Obstacle, obstacleOf, type Outgoing, sha256 } from './obstacles.ts';
import { Placeholders, placesOf } from './placeholders.ts';
import { located, scanSecrets, type SecretFinding, type SecretScan } from './secretScan.ts';

const nothing: SecretScan = { findings: [], complete: true };

/** What may leave; nothing may as long as an obstacle is left. */
export interface Passage<Part extends Outgoing> {
  readonly parts: readonly Part[];
  readonly obstacles: readonly Obstacle[];
}

interface Scanned<Part extends Outgoing> {
  readonly part: Part;
  readonly scan: SecretScan;
}

interface Judged<Part extends Outgoing> {
  readonly part: Part;
  readonly findings: readonly SecretFinding[];
  readonly obstacle?: Obstacle | undefined;
  /** What becomes of it; absent while the user is to say. */
  readonly choice?: Choice | undefined;
}

/**
 * The gate of one thread. It forgets decisions, but not facts: a secret that has a placeholder is hidden from then on, except in what
 * the user writes; and what was sent to a place as it is, or was left out, is not asked about when the thread is sent there again.
 */
export class Guard {
  #placeholders: Placeholders;
  readonly #settled = new Map<string, Choice>();

  /** `said` is all that the thread holds: its placeholders are not given to other secrets. */
  constructor(said: readonly string[] = []) {
    this.#placeholders = new Placeholders(said);
  }

  /** One for a thread that begins with what this one holds: it knows the same, and goes its own way. */
  copy(): Guard {
    const copy = new Guard();
    copy.#placeholders = this.#placeholders.copy();
    for (const [key, choice] of this.#settled) copy.#settled.set(key, choice);
    return copy;
  }

  /** Lets these parts pass as was decided, or tells what stands in the way. */
  async pass<Part extends Outgoing>(parts: readonly Part[], to: Connection, decisions: readonly Decision[] = []): Promise<Passage<Part>> {
    const scanned = parts.map((part): Scanned<Part> => ({ part, scan: part.saidBy === to.name ? nothing : scanSecrets(part.text) }));
    const secrets = scanned.flatMap(({ part: { text }, scan }) => scan.findings.map(({ kind, from, to: end }) => ({ secret: text.slice(from, end), kind })));
    const judged = await Promise.all(scanned.map((one) => this.#judge(one.part.origin === 'prompt' ? this.#withKnown(one, secrets) : one, to, decisions)));
    const obstacles = judged.flatMap(({ obstacle, choice }) => (obstacle === undefined || choice !== undefined ? [] : [obstacle]));
    if (obstacles.length > 0) return { parts: [], obstacles };
    const replaced = judged.map((one) => ({ ...one, text: this.#replaced(one) }));
    const leaving: Part[] = [];
    for (const { part, choice, text } of replaced) {
      if (choice === 'send' || choice === 'leaveOut') this.#settled.set(await settledKey(part, to), choice);
      if (choice !== 'leaveOut') leaving.push({ ...part, text: choice === 'send' || part.origin === 'prompt' ? text : this.#placeholders.hide(text) });
    }
    return { parts: leaving, obstacles: [] };
  }

  /** The text with this thread's secrets back in their places; see `Placeholders.restore`. */
  restore(text: string): string {
    return this.#placeholders.restore(text);
  }

  async #judge<Part extends Outgoing>({ part, scan: { findings, complete } }: Scanned<Part>, to: Connection, decisions: readonly Decision[]): Promise<Judged<Part>> {
    const asked = part.origin === 'prompt' || !complete ? findings : findings.filter(({ from, to: end }) => !this.#placeholders.has(part.text.slice(from, end)));
    const obstacle = await obstacleOf(part, { findings: asked, complete });
    const choice = decisions.find(({ hash }) => hash === obstacle?.hash)?.choice;
    if (choice !== undefined && obstacle?.choices.includes(choice) === true) return { part, findings, obstacle, choice };
    if (obstacle === undefined || (part.origin !== 'earlier' && part.origin !== 'instructions')) return { part, findings, obstacle };
    const before = this.#settled.get(await settledKey(part, to));
    // What was sent once as it is may have a placeholder by now: it is no obstacle, and what is known in it is hidden.
    return before === 'send' ? { part, findings: [] } : { part, findings, obstacle, choice: before };
  }

  /** In what the user writes nothing is hidden unasked, so that each known secret in it is asked about. */
  #withKnown<Part extends Outgoing>({ part, scan }: Scanned<Part>, secrets: Parameters<typeof placesOf>[1]): Scanned<Part> {
    const places = [...scan.findings, ...this.#placeholders.find(part.text), ...placesOf(part.text, secrets)];
    return { part, scan: { ...scan, findings: located(part.text, places) } };
  }

  #replaced({ part, findings, obstacle, choice }: Judged<Outgoing>): string {
    return choice === 'replace' || (obstacle === undefined && findings.length > 0) ? this.#placeholders.replace(part.text, findings) : part.text;
  }
}

function settledKey({ path, text }: Outgoing, to: Connection): Promise<string> {
  return sha256(JSON.stringify([originOf(to), path ?? '', text]));
}
