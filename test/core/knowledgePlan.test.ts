import { deepEqual } from 'node:assert/strict';
import type { KnowledgeFile, StoredFile, Upload } from '../../src/core/knowledge.ts';
import { planKnowledge, type KnowledgeSituation } from '../../src/core/knowledgePlan.ts';

const file = (path: string, hash: string, more: Partial<KnowledgeFile> = {}): KnowledgeFile => ({ path, hash, size: 10, isText: true, ...more });
const stored = (fileId: string, hash?: string, more: Partial<StoredFile> = {}): StoredFile => ({ fileId, status: 'completed', ...(hash === undefined ? {} : { hash }), ...more });
const upload = (fileId: string, hash: string, name: string): Upload => ({ fileId, hash, name, path: name });
const nothing: KnowledgeSituation = { files: [], asText: new Set(), uploads: [], stored: [], isOwn: ({ fileId }) => !fileId.startsWith('file-of-somebody') };
const failed = (code: string): Partial<StoredFile> => ({ status: 'failed', error: { code, message: 'No.' } });

/** What is to be done, path by path, and what is to go. */
function planned(situation: Partial<KnowledgeSituation>): unknown {
  const { files, remove } = planKnowledge({ ...nothing, ...situation });
  return [Object.fromEntries(files.map(({ file: { path }, next }) => {
    if (next.step === 'none') return [path, next.state];
    return [path, next.step === 'upload' ? `upload ${next.name}` : `${next.step} ${next.fileId}${next.step === 'attach' && next.again ? ' again' : ''}`];
  })), remove];
}

describe('The plan of a sync', () => {
  it('uploads what is new, attaches what was uploaded, and leaves what is there', () => {
    deepEqual(planned({
      files: [file('docs/new.md', 'n'), file('known.md', 'k'), file('there.md', 't'), file('coming.md', 'c')],
      uploads: [upload('file-k', 'k', 'known.md')],
      stored: [stored('file-t', 't'), stored('file-c', 'c', { status: 'in_progress' })],
    }), [{ 'docs/new.md': 'upload new.md', 'known.md': 'attach file-k', 'there.md': { state: 'ready' }, 'coming.md': 'wait file-c' }, []]);
  });

  it('uploads a file that has changed, and takes out what it was', () => {
    deepEqual(planned({ files: [file('a.md', 'new')], stored: [stored('file-old', 'old')] }), [{ 'a.md': 'upload a.md' }, ['file-old']]);
  });

  it('names files without what no header may hold', () => {
    deepEqual(planned({ files: [file('odd/line\nbreak “and quotes”.md', 'o'), file('odd/new\r\n.bak', 'b')], asText: new Set(['bak']) }), [{ 'odd/line\nbreak “and quotes”.md': 'upload line_break “and quotes”.md', 'odd/new\r\n.bak': 'upload new__.bak.txt' }, []]);
  });

  it('knows a file that was only renamed', () => {
    deepEqual(planned({ files: [file('other.md', 'same')], stored: [stored('file-1', 'same')] }), [{ 'other.md': { state: 'ready' } }, []]);
  });

  it('knows what is in the store by what was uploaded where the server keeps no attributes', () => {
    deepEqual(planned({ files: [file('a.md', 'a')], uploads: [upload('file-a', 'a', 'a.md'), upload('file-b', 'b', 'b.md')], stored: [stored('file-a'), stored('file-b')] }), [{ 'a.md': { state: 'ready' } }, ['file-b']]);
  });

  it('leaves alone what others have put into the store', () => {
    deepEqual(planned({ stored: [stored('file-of-somebody'), stored('file-of-somebody-else', 'known')], uploads: [upload('file-of-somebody', 'mine', 'mine.md')] }), [{}, []]);
  });

  it('keeps one of several copies: the one that is furthest', () => {
    const copies = [stored('file-1', 'a', { status: 'in_progress' }), stored('file-2', 'a'), stored('file-3', 'a', failed('server_error'))];
    deepEqual(planned({ files: [file('a.md', 'a')], stored: copies }), [{ 'a.md': { state: 'ready' } }, ['file-1', 'file-3']]);
  });

  it('tries again what failed through the server, and not what cannot be read', () => {
    deepEqual(planned({
      files: [file('a.md', 'a'), file('b.md', 'b'), file('c.pdf', 'c'), file('d.pdf', 'd')],
      stored: [stored('file-a', 'a', failed('server_error')), stored('file-b', 'b', { status: 'cancelled' }), stored('file-c', 'c', failed('unsupported_file')), stored('file-d', 'd', failed('invalid_file'))],
    }), [{
      'a.md': 'attach file-a again', 'b.md': 'attach file-b again',
      'c.pdf': { state: 'failed', reason: 'The server cannot read a file of this kind.' },
      'd.pdf': { state: 'failed', reason: 'The server could not read it: No.' },
    }, []]);
  });

  it('offers text of another kind as .txt, and sends it so at the user’s wish', () => {
    const files = [file('src/main.rs', 'r'), file('photo.png', 'p', { isText: false }), file('Makefile', 'm')];
    deepEqual(planned({ files }), [{ 'src/main.rs': { state: 'unsupported', asText: 'main.rs.txt' }, 'photo.png': { state: 'unsupported' }, Makefile: { state: 'unsupported', asText: 'Makefile.txt' } }, []]);
    deepEqual(planned({ files, asText: new Set(['rs', 'png', '']) }), [{ 'src/main.rs': 'upload main.rs.txt', 'photo.png': { state: 'unsupported' }, Makefile: 'upload Makefile.txt' }, []]);
  });

  it('does not attach what was uploaded under a name that cannot be searched', () => {
    deepEqual(planned({ files: [file('main.rs', 'r')], asText: new Set(['rs']), uploads: [upload('file-r', 'r', 'main.rs')] }), [{ 'main.rs': 'upload main.rs.txt' }, []]);
  });

  it('treats files of the same content as one, under whichever name can be searched', () => {
    deepEqual(planned({ files: [file('a.rs', 'same'), file('b.md', 'same')] }), [{ 'a.rs': 'upload b.md', 'b.md': 'upload b.md' }, []]);
  });

  it('says of a file that is too large what the most is', () => {
    deepEqual(planned({ files: [file('a.txt', 'a', { size: 512 * 1024 * 1024 + 1 })] }), [{ 'a.txt': { state: 'failed', reason: 'It is larger than 512 MB, the most that a server takes.' } }, []]);
  });
});
