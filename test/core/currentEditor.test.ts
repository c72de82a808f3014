import assert from 'node:assert/strict';
import { setImmediate as tick } from 'node:timers/promises';
import { attachmentLimit } from '../../src/core/attachments.ts';
import { CurrentEditor, type EditorLook, type Editors, type Following, type KeptFollowing } from '../../src/core/currentEditor.ts';
import { Emitter } from '../../src/shared/lifetime.ts';

const file = (name: string, text: string): EditorLook => ({ address: `file:///w/${name}`, piece: { kind: 'file', path: name, language: 'typescript', text } });
const selection = (name: string, text: string): EditorLook => ({ address: `file:///w/${name}`, piece: { kind: 'selection', path: name, lines: [2, 3], language: 'typescript', text } });

/** The editors of a window that shows one thing, and a workspace that keeps the choice. */
class Stage implements Editors {
  front: EditorLook | undefined = file('a.ts', 'one');
  files = new Map([['file:///w/a.ts', 'one'], ['file:///w/b.ts', 'two']]);
  trusted = true;
  kept: KeptFollowing = { following: 'off' };
  readonly changed = new Emitter<null>();
  readonly onChange = this.changed.on;
  readonly heard: Following[] = [];
  readonly current = this.open();

  open(): CurrentEditor {
    const current = new CurrentEditor(this, { get: () => this.kept, set: (kept) => { this.kept = kept; } }, async (text) => text.length);
    current.onChange((view) => { this.heard.push(view); });
    return current;
  }

  async active(): Promise<EditorLook | undefined> {
    return this.front;
  }

  async at(address: string): Promise<EditorLook> {
    const text = this.files.get(address);
    const name = address.slice('file:///w/'.length);
    return text === undefined ? { address, problem: `${name} cannot be read any more.` } : file(name, text);
  }

  isTrusted(): boolean {
    return this.trusted;
  }

  /** Something else is in front. */
  async show(look: EditorLook | undefined): Promise<void> {
    this.front = look;
    this.changed.fire(null);
    await tick();
  }
}

const shown = ({ following, attachment, problem }: Following): readonly unknown[] => [following, attachment === undefined ? problem : `${attachment.path} ${attachment.kind} ${attachment.text}`];

describe('The current editor', () => {
  it('does not go along unless it is told to', async () => {
    const stage = new Stage();
    await stage.show(file('b.ts', 'two'));
    assert.deepEqual([stage.current.view, stage.heard], [{ following: 'off' }, []]);
  });

  it('goes along as what is in front, and its selection where there is one', async () => {
    const stage = new Stage();
    await stage.current.follow('on');
    const views = [shown(stage.current.view)];
    for (const look of [file('b.ts', 'two'), selection('b.ts', 'tw'), undefined]) {
      await stage.show(look);
      views.push(shown(stage.current.view));
    }
    assert.deepEqual(views, [['on', 'a.ts file one'], ['on', 'b.ts file two'], ['on', 'b.ts selection tw'], ['on', undefined]]);
  });

  it('stays on the pinned file, as it stands', async () => {
    const stage = new Stage();
    await stage.current.follow('pinned');
    stage.files.set('file:///w/a.ts', 'one and more');
    await stage.show(file('b.ts', 'two'));
    assert.deepEqual(shown(stage.current.view), ['pinned', 'a.ts file one and more']);
  });

  it('is another thing, with another id, when it shows another text, and the same when it does not', async () => {
    const stage = new Stage();
    await stage.current.follow('on');
    const first = stage.current.view.attachment?.id;
    await stage.show(file('a.ts', 'one'));
    const same = stage.current.view.attachment?.id;
    await stage.show(file('a.ts', 'one!'));
    assert.deepEqual([same === first, stage.current.view.attachment?.id === first], [true, false]);
  });

  it('gets the count of its tokens as soon as it is known', async () => {
    const stage = new Stage();
    await stage.current.follow('on');
    await tick();
    assert.equal(stage.current.view.attachment?.tokens, 3);
  });

  it('keeps its state for the workspace', async () => {
    const stage = new Stage();
    await stage.current.follow('pinned');
    stage.front = undefined;
    const later = stage.open();
    await later.look();
    assert.deepEqual([stage.kept, shown(later.view)], [{ following: 'pinned', address: 'file:///w/a.ts' }, ['pinned', 'a.ts file one']]);
  });

  it('says why nothing goes: no file to pin, a file that is gone, one that is too large', async () => {
    const stage = new Stage();
    await stage.current.follow('pinned');
    stage.files.clear();
    await stage.current.look();
    const gone = shown(stage.current.view);
    await stage.current.follow('on');
    await stage.show(file('big.ts', 'x'.repeat(attachmentLimit + 1)));
    assert.deepEqual([gone, shown(stage.current.view)], [['pinned', 'a.ts cannot be read any more.'], ['on', 'big.ts has 400,001 characters; at most 400,000 can be sent. Select a part of it.']]);
    stage.front = undefined;
    await assert.rejects(stage.current.follow('pinned'), /Open the file that is to go with each message\./);
  });

  it('stays out of a workspace that is not trusted, whatever was kept, until it is', async () => {
    const stage = new Stage();
    stage.trusted = false;
    stage.kept = { following: 'on' };
    await stage.show(file('a.ts', 'one'));
    const untrusted = shown(stage.current.view);
    await assert.rejects(stage.current.follow('on'), /This workspace is not trusted/);
    stage.trusted = true;
    await stage.show(file('a.ts', 'one'));
    assert.deepEqual([untrusted, shown(stage.current.view)], [['off', undefined], ['on', 'a.ts file one']]);
  });

  it('lets an older look that ends later count no more', async () => {
    const stage = new Stage();
    await stage.current.follow('pinned');
    const slow = Promise.withResolvers<EditorLook>();
    stage.at = () => slow.promise;
    const older = stage.current.look();
    await stage.current.follow('off');
    slow.resolve(file('a.ts', 'late'));
    await older;
    assert.deepEqual(stage.current.view, { following: 'off' });
  });
});

