import assert from 'node:assert/strict';
import { RunText } from '../../src/openai/runText.ts';
import type { EngineEvent } from '../../src/core/engine.ts';

const cited = { type: 'file_citation', index: 0, start_index: 6, end_index: 18, text: '【4:0†source】', file_citation: { file_id: 'file-1' } } as const;
const told = (events: Iterable<EngineEvent>): string => [...events].map((event) => (event.type === 'text' ? event.text : '')).join('|');

const made = (events: readonly EngineEvent[]): readonly (readonly [string, string])[] => events.flatMap((event) => (event.type === 'made' ? [[event.file.id, event.file.name] as const] : []));

type Cited = Omit<typeof cited, 'text' | 'file_citation'> & { readonly text: string; readonly file_citation: { readonly file_id: string; readonly quote?: string } };

/** A reader of texts; what was made is told with its id as its way. */
function textOf(fileNames: ReadonlyMap<string, string> = new Map()): RunText {
  return new RunText(fileNames, { kept: (id, { name = 'image.png' }) => ({ id, name, fetch: () => Promise.reject(new Error('It is not fetched here.')) }) });
}

function piece(id: string, value: string, annotations: readonly Cited[] = []): Parameters<RunText['piece']>[0] {
  return { id, object: 'thread.message.delta', delta: { content: [{ index: 0, type: 'text', text: { value, annotations: [...annotations] } }] } };
}

/** A piece of the message, whatever of its text it brings. */
function delta(text: object): Parameters<RunText['piece']>[0] {
  return { id: 'm', object: 'thread.message.delta', delta: { content: [{ index: 0, type: 'text', text }] } };
}

function whole(id: string, value: string, annotations: readonly Cited[] = []): Parameters<RunText['whole']>[0] {
  return { id, content: [{ type: 'text', text: { value, annotations: [...annotations] } }] };
}

describe('the text of a run', () => {
  it('is told piece by piece, and not again when its message comes whole', () => {
    const text = textOf();
    assert.deepEqual([told(text.piece(piece('m', 'Hello, '))), told(text.piece(piece('m', 'world'))), told(text.whole(whole('m', 'Hello, world')))], ['Hello, ', 'world', '']);
  });

  it('is told as far as it is missing when the pieces broke off', () => {
    const text = textOf();
    assert.deepEqual([told(text.piece(piece('m', 'Hello, '))), told(text.whole(whole('m', 'Hello, world')))], ['Hello, ', 'world']);
  });

  it('keeps messages apart', () => {
    const text = textOf();
    assert.deepEqual([told(text.whole(whole('m', 'One.'))), told(text.whole(whole('n', 'Two.')))], ['One.', '\n\nTwo.']);
  });

  it('names the file in place of the mark that cites it, though the mark comes in two pieces', () => {
    const text = textOf(new Map([['file-1', 'guide.md']]));
    const events = [...text.piece(piece('m', 'It is so【4:0')), ...text.piece(piece('m', '†source】.', [cited]))];
    assert.equal(told(events), 'It is so| [guide.md].');
  });

  it('names the file’s id where its name is not known', () => {
    assert.equal(told(textOf().whole(whole('m', 'It is so【4:0†source】.', [cited]))), 'It is so [file-1].');
  });

  it('names the file that a mark itself names, though nothing is said of the mark until the message is whole', () => {
    const text = textOf();
    const events = [...text.piece(piece('m', 'It is so【4:0†guide.md】')), ...text.whole(whole('m', 'It is so【4:0†guide.md】 and so.', [{ ...cited, text: '【4:0†guide.md】' }]))];
    assert.equal(told(events), 'It is so [guide.md]| and so.');
  });

  it('cites each file once, with the words of the first version of the API', () => {
    const text = textOf(new Map([['file-1', 'guide.md']]));
    const other = { ...cited, text: '【4:1†other.md】', file_citation: { file_id: 'file-2', quote: 'So it is.' } };
    const again = { ...cited, text: '【4:2†source】' };
    assert.equal(told(text.whole(whole('m', 'It is so【4:0†source】 and so【4:1†other.md】【4:2†source】.', [cited, other, again]))), 'It is so [guide.md] and so [other.md] [guide.md].');
    assert.deepEqual(text.citations([]), [{ name: 'guide.md', fileId: 'file-1' }, { name: 'other.md', fileId: 'file-2', quote: 'So it is.' }]);
  });

  it('cites the words that a mark names by the number of the result, else what fits best in the file', () => {
    const text = textOf(new Map([['file-1', 'guide.md']]));
    const other = { ...cited, text: '【4:2†source】' };
    const lost = { ...cited, text: '【4:9†source】' };
    told(text.whole(whole('m', 'So【4:0†source】 and so【4:2†source】【4:9†source】.', [cited, other, lost])));
    const found = [{ fileId: 'file-1', score: 0.2, text: 'First.' }, { fileId: 'file-2', score: 1, text: 'Of another.' }, { fileId: 'file-1', score: 0.9, text: 'Third.' }];
    assert.deepEqual(text.citations(found), ['First.', 'Third.'].map((quote) => ({ name: 'guide.md', fileId: 'file-1', quote })));
  });

  it('leaves brackets that cite nothing as they are', () => {
    const text = textOf();
    assert.equal(told([...text.piece(piece('m', '【标')), ...text.piece(piece('m', '题】正文'))]), '【标题】正文');
  });

  it('names an image that the server keeps, and holds the place of any other', () => {
    const content = [{ type: 'image_file', image_file: { file_id: 'file-1' } }, { type: 'image_url', image_url: { url: 'https://x/y.png' } }] as const;
    const events = [...textOf().whole({ id: 'm', content: [...content] })];
    assert.deepEqual([told(events), made(events)], ['[image]|', [['file-1', 'image.png']]]);
  });

  it('names a file that it leads to, as soon as it is known where', () => {
    const text = textOf();
    const path = { type: 'file_path', index: 0, text: 'sandbox:/mnt/data/a.csv', file_path: { file_id: 'file-2' }, start_index: 8, end_index: 31 } as const;
    const events = [...text.piece(delta({ value: 'See [it](sandbox:/mnt/data/a.csv).' })), ...text.piece(delta({ annotations: [path] }))];
    assert.deepEqual([told(events.slice(0, 1)), made(events)], ['See [it](sandbox:/mnt/data/a.csv).', [['file-2', 'sandbox:/mnt/data/a.csv']]]);
  });
});
