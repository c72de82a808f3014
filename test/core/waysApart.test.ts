import assert from 'node:assert/strict';
import { Attachments, type NewAttachment } from '../../src/core/attachments.ts';
import { asChosen } from '../../src/core/changedFiles.ts';
import { bytesAttachment } from '../../src/core/bytesAttachment.ts';
import { assertTaken } from '../../src/core/formsTaken.ts';
import { closed, opened } from '../../src/core/longTexts.ts';
import { nameApart, waysApart, waysOf } from '../../src/core/waysApart.ts';
import type { Attachment } from '../../src/shared/attachment.ts';
import { formOf, formProblem } from '../../src/shared/attachmentForms.ts';
import { KeptBytes } from '../support/fakes.ts';

const text = (path: string, more: Partial<Attachment> = {}): Attachment => ({ id: path, kind: 'file', path, language: '', text: 'x', ...more });
const plain = (path: string, kind: Attachment['kind'] = 'file'): NewAttachment => ({ kind, path, language: '', text: 'x' });

describe('How a file travels', () => {
  it('is told by its kind: data rather for code, what people read rather to be searched, and no server reads all', () => {
    assert.deepEqual([['a.csv', false], ['a.csv', true], ['a.docx', false], ['a.md', true], ['a.yaml', true], ['a.zip', false], ['a.exe', false]].map(([name, isText]) => waysApart(String(name), isText === true)), [
      ['code'], ['code', 'search'], ['search', 'code'], ['search', 'code'], ['search', 'code'], ['code'], [],
    ]);
  });

  it('can be chosen for whole files, not for pieces', () => {
    assert.deepEqual([waysOf(text('a.csv')), waysOf(text('a.ts', { kind: 'selection' })), waysOf(text('a.csv', { use: 'code' }))], [['text', 'code', 'search'], ['text'], ['text', 'code', 'search']]);
  });

  it('has a name for the server that says that it is text where the ending does not', () => {
    assert.deepEqual([nameApart(text('logs/run.log'), 'code'), nameApart(text('data/a.csv'), 'code'), nameApart(text('data/a.csv'), 'search'), nameApart(text('x/a\nb.md'), 'search')], ['run.log.txt', 'a.csv', 'a.csv.txt', 'a_b.md']);
  });

  it('is chosen by itself where it can be no part of a prompt', async () => {
    const made = await Promise.all([['a.zip', 'PK\0'], ['a.docx', 'PK\0'], ['run.log', 'y'.repeat(400_001)], ['a.json', 'y'.repeat(400_001)]].map(async ([name = '', content = '']) => bytesAttachment(name, Buffer.from(content), new KeptBytes())));
    assert.deepEqual(made.map((one) => [one.path, formOf(one), one.media?.mediaType, one.text]), [
      ['a.zip', 'code', 'application/octet-stream', ''], ['a.docx', 'office', 'application/octet-stream', ''], ['run.log', 'search', 'text/plain', ''], ['a.json', 'code', 'text/plain', ''],
    ]);
  });

  it('is changed on its chip', () => {
    const chips = new Attachments(async () => 1);
    chips.add(plain('a.csv'));
    const id = chips.held[0]?.id ?? '';
    chips.travel(id, 'code');
    assert.deepEqual(chips.held.map(formOf), ['code']);
    chips.travel(id, 'text');
    assert.deepEqual(chips.held.map(formOf), ['text']);
  });

  it('stays as it was chosen when the file is read anew', async () => {
    const parts = { readAgain: async () => ({ ...plain('a.csv'), text: 'y', address: 'file:///w/a.csv' }), askChanged: async () => 'new' as const };
    const sent = await asChosen(parts, [{ attachment: text('a.csv', { use: 'code' }), address: 'file:///w/a.csv' }]);
    assert.deepEqual(sent?.map(({ attachment }) => [formOf(attachment), attachment.text]), [['code', 'y']]);
  });

  it('is refused by what takes no such files, with what to do', () => {
    assert.equal(formProblem(text('a.csv', { use: 'code' }), ['image']), 'This connection takes no files for code');
    assert.throws(() => { assertTaken([text('a.csv', { use: 'search' })], { api: 'chatCompletions' }); }, /This connection takes no files to search: let a\.csv travel in another way, or choose another connection\./);
  });
});

describe('A text that is too long for a prompt', () => {
  it('comes into the open to be looked through, and lies with the bytes again as it is to leave', async () => {
    const store = new KeptBytes();
    const hash = await store.keep(new TextEncoder().encode('key=1'));
    const long = text('a.log', { text: '', use: 'search', media: { mediaType: 'text/plain', bytes: 5, hash } });
    const { prompt } = await opened({ history: [], prompt: { text: '', attachments: [long] } }, store);
    assert.deepEqual(prompt.attachments, [text('a.log', { text: 'key=1', use: 'search' })]);
    assert.deepEqual((await closed(prompt, [long], store)).attachments, [long]);
    const changed = await closed({ text: '', attachments: [text('a.log', { text: '‹1›', use: 'search' })] }, [long], store);
    assert.deepEqual(changed.attachments.map(({ text: open, media }) => [open, media?.bytes, media?.hash === hash]), [['', 7, false]]);
  });
});

describe('A chip', () => {
  it('says that something may hold a secret, by its name or by what stands in it', async () => {
    const chips = new Attachments(async () => 1);
    for (const one of [plain('.env'), plain('a.ts'), { ...plain('b.ts'), text: `const token = '${['gh', 'p_', 'Xk92mQvLp7zTw4RsYb81NcJd63HfGa05UeKi'].join('')}';` }, plain('.env', 'terminal')]) chips.add(one);
    for (let count = 0; count < 20; count += 1) await Promise.resolve();
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    assert.deepEqual(chips.held.map(({ path, suspect }) => [path, suspect === true]), [['.env', true], ['a.ts', false], ['b.ts', true], ['.env', false]]);
  });
});
