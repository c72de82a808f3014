import { deepEqual } from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SqliteDeskStore } from '../../src/node/deskStore.ts';
import { HashedFiles } from '../../src/node/hashedFiles.ts';
import { SqliteLeaseStore } from '../../src/node/leaseStore.ts';
import { OutputFolder } from '../../src/node/outputFolder.ts';
import { SqliteRateGates } from '../../src/node/rateGates.ts';
import { SqliteSentStore } from '../../src/node/sentStore.ts';
import { SqliteServerRecord } from '../../src/node/serverRecord.ts';
import { SqliteSpendingStore } from '../../src/node/spendingStore.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { KeptLog } from '../support/fakes.ts';

const origin = 'https://tea.example';
const request = { method: 'POST', address: origin, headers: [], body: '{}' };

/** All that is kept in one storage folder, as VS Code gives one to each profile and to each installation. */
class Storage {
  readonly threads: SqliteThreadStore;
  readonly desks: SqliteDeskStore;
  readonly leases: SqliteLeaseStore;
  readonly spending: SqliteSpendingStore;
  readonly sent: SqliteSentStore;
  readonly gates: SqliteRateGates;
  readonly record: SqliteServerRecord;
  readonly attachments: HashedFiles;
  readonly outputs: OutputFolder;

  constructor(folder: string) {
    this.threads = new SqliteThreadStore(folder);
    this.desks = new SqliteDeskStore(folder);
    this.leases = new SqliteLeaseStore(folder);
    this.spending = new SqliteSpendingStore(folder);
    this.sent = new SqliteSentStore(folder);
    this.gates = new SqliteRateGates(folder, new KeptLog());
    this.record = new SqliteServerRecord(folder);
    this.attachments = new HashedFiles(path.join(folder, 'attachments'));
    this.outputs = new OutputFolder(path.join(folder, 'outputs'));
  }

  /** Keeps one of each; the hashes of its two files. */
  async fill(): Promise<readonly [string, string]> {
    this.threads.append([{ type: 'created', at: 1, threadId: 't', assistantId: 'a', workspace: 'w' }], { id: 't', title: 'T', assistantId: 'a', workspace: 'w', createdAt: 1, updatedAt: 1 }, { durable: true });
    this.desks.writeDesk('w', { threadId: 't' });
    this.desks.writePaper('w', 't', 'draft', { text: 'Tea', at: 1 });
    this.leases.take('t', 'A', 0, 10);
    this.spending.put({ id: 'c', threadId: 't', day: '2026-11-21', tokens: 5, isLocal: false });
    this.sent.keep('t', 'm', request);
    this.gates.close(origin, 500);
    this.record.put('c', 'store', 'vs_1', 'x');
    const { hash } = await this.outputs.keep((async function* () { yield Uint8Array.of(4); })());
    return [await this.attachments.keep(Uint8Array.of(1)), hash];
  }

  /** What of that is seen here. */
  async seen([attachment, output]: readonly [string, string]): Promise<readonly unknown[]> {
    return [
      this.threads.heads().length, this.desks.readDesk('w'), this.desks.readPaper('w', 't', 'draft')?.text, this.leases.take('t', 'B', 1, 11), this.spending.inThread('t').tokens, this.sent.sentFor('m').length,
      this.gates.closedUntil(origin), this.record.entries('c', 'store').length, (await this.attachments.read(attachment))?.length, (await this.outputs.read(output, 10))?.length,
    ];
  }

  close(): void {
    for (const store of [this.threads, this.desks, this.leases, this.spending, this.sent, this.gates, this.record]) store.dispose();
  }
}

describe('Two storage folders, as of two profiles', () => {
  it('share nothing, and nothing is kept beside them (case 81)', async () => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'profiles-'));
    const [work, rest] = [new Storage(path.join(home, 'work')), new Storage(path.join(home, 'rest'))];
    try {
      const hashes = await work.fill();
      const seen = [await work.seen(hashes), await rest.seen(hashes)];
      deepEqual([seen, readdirSync(home).toSorted((one, other) => one.localeCompare(other))], [[
        [1, { threadId: 't' }, 'Tea', false, 5, 1, 500, 1, 1, 1],
        [0, undefined, undefined, true, 0, 0, 0, 0, undefined, undefined],
      ], ['rest', 'work']]);
    } finally {
      work.close();
      rest.close();
      rmSync(home, { recursive: true, force: true });
    }
  });
});
