import assert from 'node:assert/strict';
import { Attachments, type NewAttachment } from '../../src/core/attachments.ts';
import type { ChangeQuestion, SendChoice } from '../../src/core/changedFiles.ts';
import { CurrentEditor, type EditorLook } from '../../src/core/currentEditor.ts';
import { goingAlong } from '../../src/core/goingAlong.ts';
import { goingWith } from '../../src/shared/goingWith.ts';

const file = (path: string, text: string): NewAttachment => ({ kind: 'file', path, language: '', text, address: `file:///w/${path}` });
const cell = (path: string, text: string): NewAttachment => ({ ...file(path, text), kind: 'cell', address: 'vscode-notebook-cell:/w/sums.ipynb#one' });
const selection: NewAttachment = { kind: 'selection', path: 'a.ts', lines: [1, 1], language: '', text: 'old' };

/** Two files and a selection that were attached, and what the disk and the user say when they are to be sent. */
class Stage {
  readonly disk = new Map([['file:///w/a.ts', file('a.ts', 'one')], ['file:///w/b.ts', file('b.ts', 'two')]]);
  readonly attachments = new Attachments(async () => 1);
  readonly questions: ChangeQuestion[] = [];
  choice: SendChoice | undefined;
  front: EditorLook | undefined = { address: 'file:///w/c.ts', piece: file('c.ts', 'three') };
  readonly currentEditor = new CurrentEditor({
    active: async () => this.front, at: async (address) => ({ address }), isTrusted: () => true, onChange: () => ({ dispose: () => undefined }),
  }, { get: () => ({ following: 'on' }), set: () => undefined }, async () => 1);

  constructor() {
    for (const piece of [...this.disk.values(), selection]) this.attachments.add(piece);
  }

  get ids(): readonly string[] {
    const { attachment } = this.currentEditor.view;
    return goingWith(this.attachments.held, attachment).map(({ id }) => id);
  }

  /** What goes, by its paths and texts. */
  async send(ids = this.ids): Promise<readonly string[] | undefined> {
    const { attachments, currentEditor } = this;
    const askChanged = async (question: ChangeQuestion): Promise<SendChoice | undefined> => {
      this.questions.push(question);
      return this.choice;
    };
    const along = await goingAlong({ attachments, currentEditor, readAgain: async (address) => this.disk.get(address), askChanged }, ids);
    return along?.map(({ path, text }) => `${path} ${text}`);
  }
}

const bothChanged = { message: '2 files changed since you attached them.', detail: 'a.ts changed since you attached it.\nb.ts cannot be read any more.', choices: ['new', 'attached'] };

describe('What goes along', () => {
  it('is what was shown, and nobody is asked while nothing has changed', async () => {
    const stage = new Stage();
    await stage.currentEditor.look();
    assert.deepEqual([await stage.send(), stage.questions], [['c.ts three', 'a.ts one', 'b.ts two', 'a.ts old'], []]);
  });

  it('is the new text of a changed file if the user says so (case 120)', async () => {
    const stage = new Stage();
    stage.disk.set('file:///w/a.ts', file('a.ts', 'one!'));
    stage.choice = 'new';
    assert.deepEqual([await stage.send(), stage.questions], [['a.ts one!', 'b.ts two', 'a.ts old'], [{ message: 'a.ts changed since you attached it.', detail: '', choices: ['new', 'attached'] }]]);
  });

  it('is the text as it was attached if the user says so (case 120)', async () => {
    const stage = new Stage();
    stage.disk.set('file:///w/a.ts', file('a.ts', 'one!'));
    stage.choice = 'attached';
    assert.deepEqual(await stage.send(), ['a.ts one', 'b.ts two', 'a.ts old']);
  });

  it('is nothing if the user would rather not send (case 120)', async () => {
    const stage = new Stage();
    stage.disk.set('file:///w/a.ts', file('a.ts', 'one!'));
    assert.equal(await stage.send(), undefined);
  });

  it('is asked about once, however many files have changed, and what is gone can go as it was attached (case 120)', async () => {
    const stage = new Stage();
    stage.disk.set('file:///w/a.ts', file('a.ts', 'one!'));
    stage.disk.delete('file:///w/b.ts');
    stage.choice = 'new';
    assert.deepEqual([await stage.send(), stage.questions], [['a.ts one!', 'b.ts two', 'a.ts old'], [bothChanged]]);
  });

  it('offers no new text of a file that is gone', async () => {
    const stage = new Stage();
    stage.disk.delete('file:///w/b.ts');
    stage.choice = 'attached';
    assert.deepEqual([await stage.send(), stage.questions], [['a.ts one', 'b.ts two', 'a.ts old'], [{ message: 'b.ts cannot be read any more.', detail: '', choices: ['attached'] }]]);
  });

  it('is asked about with the address that it leads to where a link has come into its place (case 120)', async () => {
    const stage = new Stage();
    stage.disk.set('file:///w/a.ts', { ...file('a.ts', 'KEY=1'), leadsTo: '/home/me/.env' });
    stage.choice = 'attached';
    assert.deepEqual([await stage.send(), stage.questions.map(({ message }) => message)], [['a.ts one', 'b.ts two', 'a.ts old'], ['a.ts changed since you attached it: it leads to /home/me/.env now.']]);
  });

  it('is asked about no more once the new text was sent', async () => {
    const stage = new Stage();
    stage.disk.set('file:///w/a.ts', file('a.ts', 'one!'));
    stage.choice = 'new';
    await stage.send();
    await stage.send();
    assert.equal(stage.questions.length, 1);
  });

  it('is asked about when a piece of a file stands there no more, with what is in its lines now (case 120)', async () => {
    const stage = new Stage();
    stage.attachments.add({ kind: 'selection', path: 'b.ts', lines: [1, 1], language: '', text: 'two', address: 'file:///w/b.ts' });
    stage.disk.set('file:///w/b.ts', file('b.ts', '2\n'));
    stage.choice = 'new';
    assert.deepEqual([await stage.send(), stage.questions], [['a.ts one', 'b.ts 2\n', 'a.ts old', 'b.ts 2'], [{ message: '2 files changed since you attached them.', detail: 'b.ts changed since you attached it.\nb.ts changed since you attached it.', choices: ['new', 'attached'] }]]);
  });

  it('is a piece of a file with the lines in which it stands now, without a question', async () => {
    const stage = new Stage();
    stage.attachments.remove(stage.ids);
    stage.attachments.add({ kind: 'selection', path: 'b.ts', lines: [1, 1], language: '', text: 'two', address: 'file:///w/b.ts' });
    stage.disk.set('file:///w/b.ts', file('b.ts', 'one\ntwo\n'));
    assert.deepEqual([await stage.send(), stage.questions, stage.attachments.held.map(({ lines }) => lines)], [['b.ts two'], [], [[2, 2]]]);
  });

  it('is a cell of a notebook without a question while it says the same, wherever it stands by now', async () => {
    const stage = new Stage();
    stage.attachments.add(cell('sums.ipynb, cell 1', 'sum'));
    stage.disk.set('vscode-notebook-cell:/w/sums.ipynb#one', cell('sums.ipynb, cell 2', 'sum'));
    assert.deepEqual([(await stage.send())?.at(-1), stage.questions], ['sums.ipynb, cell 1 sum', []]);
    stage.disk.set('vscode-notebook-cell:/w/sums.ipynb#one', cell('sums.ipynb, cell 2', 'product'));
    stage.choice = 'new';
    assert.deepEqual([(await stage.send())?.at(-1), stage.questions.map(({ message }) => message)], ['sums.ipynb, cell 2 product', ['sums.ipynb, cell 1 changed since you attached it.']]);
  });

  it('goes once, as it was attached, when what goes along by itself is attached, too', async () => {
    const stage = new Stage();
    stage.front = { address: 'file:///w/a.ts', piece: file('a.ts', 'one') };
    await stage.currentEditor.look();
    assert.deepEqual(await stage.send(), ['a.ts one', 'b.ts two', 'a.ts old']);
  });

  it('goes in one order, whatever the order in which it is asked for', async () => {
    const stage = new Stage();
    await stage.currentEditor.look();
    assert.deepEqual(await stage.send(stage.ids.toReversed()), ['c.ts three', 'a.ts one', 'b.ts two', 'a.ts old']);
  });

  it('is never what was not shown: the current editor as it has become, or what was taken away', async () => {
    const stage = new Stage();
    await stage.currentEditor.look();
    const { ids } = stage;
    stage.front = { address: 'file:///w/c.ts', piece: file('c.ts', 'secret') };
    await assert.rejects(stage.send(ids), /What goes along has changed just now; look at it, and send again\./);
    await assert.rejects(stage.send(['made-up']), /What goes along has changed just now/);
  });
});
