import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SqliteDeskStore } from '../../src/node/deskStore.ts';
import { sampleAttachment } from '../support/chatSamples.ts';

describe('The store of desks', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'desk-'));
  const opened: SqliteDeskStore[] = [];
  const open = (): SqliteDeskStore => {
    const store = new SqliteDeskStore(folder);
    opened.push(store);
    return store;
  };
  const attachment = sampleAttachment('one', 'src/a.ts', 1, 2);

  after(() => {
    for (const store of opened) store.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps a desk for each workspace', () => {
    open().writeDesk('w', { threadId: 't' });
    open().writeDesk('w', { assistantId: 'personal/a' });
    open().writeDesk('v', { threadId: 'u' });
    assert.deepEqual([open().readDesk('w'), open().readDesk('v'), open().readDesk('x')], [{ assistantId: 'personal/a' }, { threadId: 'u' }, undefined]);
  });

  it('keeps what is not sent yet of each thread, until the thread is forgotten', () => {
    open().writePaper('w', 't', 'draft', { text: 'half a thou', at: 1 });
    open().writePaper('w', 't', 'draft', { text: 'half a thought', at: 2 });
    open().writePaper('w', 't', 'attachments', [{ attachment, address: 'file:///src/a.ts' }]);
    open().writePaper('w', '', 'queue', [{ id: 'q', text: 'Later', attachments: [{ attachment }] }]);
    const kept = (): unknown => [open().readPaper('w', 't', 'draft'), open().readPaper('w', 't', 'attachments'), open().readPaper('w', '', 'queue'), open().papersMention('half a thought')];
    assert.deepEqual(kept(), [{ text: 'half a thought', at: 2 }, [{ attachment, address: 'file:///src/a.ts' }], [{ id: 'q', text: 'Later', attachments: [{ attachment }] }], true]);
    open().forgetPapers('t');
    assert.deepEqual(kept(), [undefined, undefined, [{ id: 'q', text: 'Later', attachments: [{ attachment }] }], false]);
  });

  it('passes over what it cannot read', () => {
    const store = open();
    store.writePaper('w', 'u', 'draft', { text: 'x', at: 1 });
    const raw = new DatabaseSync(path.join(folder, 'desk.db'));
    raw.exec("UPDATE papers SET contents = '{' WHERE thread = 'u'");
    raw.close();
    assert.equal(store.readPaper('w', 'u', 'draft'), undefined);
  });
});
