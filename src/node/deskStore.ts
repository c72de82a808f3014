import * as v from 'valibot';
import type { DeskContents, DeskPapers, DeskStore, HeldAttachment, QueuedPrompt } from '../core/stores.ts';
import { attachment, draft, id, line, text } from '../shared/schemas.ts';
import { t } from '../shared/words.ts';
import { erase } from './erasing.ts';
import { SharedDatabase } from './sharedDatabase.ts';

const tables = `
  CREATE TABLE IF NOT EXISTS desks (workspace TEXT PRIMARY KEY, contents TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS papers (workspace TEXT NOT NULL, thread TEXT NOT NULL, kind TEXT NOT NULL, contents TEXT NOT NULL, PRIMARY KEY (workspace, thread, kind));
`;

const deskContents: v.GenericSchema<DeskContents> = v.strictObject({ threadId: v.exactOptional(id), assistantId: v.exactOptional(line) });
const held: v.GenericSchema<HeldAttachment> = v.strictObject({ attachment, address: v.exactOptional(line) });
const queued: v.GenericSchema<QueuedPrompt> = v.strictObject({ id, text, attachments: v.array(held) });
const papers: { readonly [Kind in keyof DeskPapers]: v.GenericSchema<unknown, DeskPapers[Kind]> } = { draft, attachments: v.array(held), queue: v.array(queued) };

/** Desks in a SQLite database beside the threads'. It is opened, and its folder made, at the first use; what cannot be read is passed over. */
export class SqliteDeskStore implements DeskStore {
  readonly #database: SharedDatabase;

  /** `folder`: absolute; holds `desk.db` and SQLite's own files beside it. */
  constructor(folder: string) {
    this.#database = new SharedDatabase(folder, { file: 'desk.db', tables, unable: (reason) => t('What is being written cannot be kept in {0}: {1}.', folder, reason) });
  }

  readDesk(workspace: string): DeskContents | undefined {
    return this.#database.use((database) => parsed(deskContents, database.prepare('SELECT contents FROM desks WHERE workspace = ?').get(workspace)));
  }

  writeDesk(workspace: string, contents: DeskContents): void {
    this.#database.use((database) => database.prepare('INSERT OR REPLACE INTO desks VALUES (?, ?)').run(workspace, JSON.stringify(contents)));
  }

  readPaper<Kind extends keyof DeskPapers>(workspace: string, threadId: string, kind: Kind): DeskPapers[Kind] | undefined {
    return this.#database.use((database) => parsed(papers[kind], database.prepare('SELECT contents FROM papers WHERE workspace = ? AND thread = ? AND kind = ?').get(workspace, threadId, kind)));
  }

  writePaper<Kind extends keyof DeskPapers>(workspace: string, threadId: string, kind: Kind, paper: DeskPapers[Kind]): void {
    this.#database.use((database) => database.prepare('INSERT OR REPLACE INTO papers VALUES (?, ?, ?, ?)').run(workspace, threadId, kind, JSON.stringify(paper)));
  }

  forgetPapers(threadId: string): void {
    this.#database.use((database) => {
      erase(database, () => { database.prepare('DELETE FROM papers WHERE thread = ?').run(threadId); });
    });
  }

  papersMention(words: string): boolean {
    return this.#database.use((database) => database.prepare('SELECT 1 FROM papers WHERE instr(contents, ?) > 0 LIMIT 1').get(words) !== undefined);
  }

  /** Closes the database; the next use opens it again. */
  dispose(): void {
    this.#database.dispose();
  }
}

function parsed<Output>(schema: v.GenericSchema<unknown, Output>, row: Readonly<Record<string, unknown>> | undefined): Output | undefined {
  if (row === undefined) return undefined;
  const result = v.safeParse(schema, parseJson(row['contents']));
  return result.success ? result.output : undefined;
}

function parseJson(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    return undefined;
  }
}
