import assert from 'node:assert/strict';
import { assertTaken } from '../../src/core/formsTaken.ts';
import { fileLimit, mediaAttachment, otherFile } from '../../src/core/mediaAttachment.ts';
import { mediaTypeOf } from '../../src/core/mediaType.ts';
import type { Connection } from '../../src/core/connections.ts';
import type { Attachment, MediaType } from '../../src/shared/attachment.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { emptyDefinition } from '../../src/core/assistant.ts';
import { Guard } from '../../src/core/guard.ts';
import { promptText } from '../../src/core/promptText.ts';
import { partsOf } from '../../src/core/turnParts.ts';
import { zipOf } from '../support/archives.ts';
import { KeptBytes } from '../support/fakes.ts';
import { samplePdf, samplePng } from '../support/sampleImages.ts';
import { letters } from './plantedSecrets.ts';

const bytes = (latin1: string): Uint8Array => new Uint8Array(Buffer.from(latin1, 'latin1'));
const attached = (mediaType: MediaType, path: string): Attachment => ({ id: 'a', kind: 'file', path, language: '', text: '', media: { mediaType, bytes: 1, hash: '0'.repeat(64) } });
const connection = { id: 'c', name: 'Here', baseUrl: 'https://here.test/v1', api: 'responses', auth: 'none', headers: {} } as const;
const refusal = (attachment: Attachment, api: Connection['api']): string | undefined => {
  try {
    assertTaken([attachment], { api });
    return undefined;
  } catch (error) {
    return error instanceof FailureError ? `${error.failure.kind}: ${error.failure.message}` : String(error);
  }
};

describe('An image or a document', () => {
  it('is known by its first bytes', () => {
    const files = [samplePng(), bytes('\xFF\xD8\xFF\xE0\0\x10JFIF'), bytes('GIF87a..'), bytes('GIF89a..'), bytes('RIFF\x10\0\0\0WEBPVP8 '), samplePdf];
    assert.deepEqual(files.map(mediaTypeOf), ['image/png', 'image/jpeg', 'image/gif', 'image/gif', 'image/webp', 'application/pdf']);
  });

  it('is nothing else: no sound in the same container, no drawing, no text that speaks of one, no beginning of a beginning', () => {
    const files = [bytes('RIFF\x10\0\0\0WAVEfmt '), bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), bytes('See %PDF-1.7'), bytes('\x89PNG'), bytes('')];
    assert.deepEqual(files.map(mediaTypeOf), files.map(() => undefined));
  });

  it('is attached with its kind, its size and the hash under which its bytes are kept, whatever its name says', async () => {
    const store = new KeptBytes();
    const attachment = await mediaAttachment('docs/notes.txt', samplePdf, store);
    assert.deepEqual(attachment, { kind: 'file', path: 'docs/notes.txt', language: '', text: '', media: { mediaType: 'application/pdf', bytes: samplePdf.length, hash: [...store.kept.keys()][0] } });
  });

  it('is asked about where its bytes hold a token, and goes as it is or not at all', async () => {
    const token = ['gh', 'p_', letters(36)].join('');
    const attachment = await mediaAttachment('a.pdf', new Uint8Array(Buffer.concat([samplePdf, Buffer.from(`\n(${token}) Tj\0`)])), new KeptBytes());
    const prompt = { text: 'Read it.', attachments: attachment === undefined ? [] : [{ ...attachment, id: 'a' }] };
    const assistant = { ...emptyDefinition, id: 'personal/tutor' };
    const { obstacles } = await new Guard().pass(partsOf({ assistant, history: [], prompt }, true), connection);
    assert.deepEqual(obstacles.map(({ name, findings, choices }) => [name, findings.map(({ kind }) => kind), choices]), [['a.pdf', ['GitHub token'], ['leaveOut', 'send']]]);
    assert.equal(promptText(prompt).includes(token), false);
  });

  it('is asked about by what is packed in it, with the line', async () => {
    const token = ['gh', 'p_', letters(36)].join('');
    const asked: unknown[] = [];
    for (const files of [{ 'a.md': 'Tea', '.env': 'MODE=quick' }, { 'src/a.ts': `${'// tea\n'.repeat(40)}const a = '${token}';\n` }, { 'a.md': 'Tea' }]) {
      const attachment = await otherFile('tea.zip', zipOf(files), false, new KeptBytes());
      const prompt = { text: 'Read it.', attachments: attachment === undefined ? [] : [{ ...attachment, id: 'a' }] };
      const { obstacles } = await new Guard().pass(partsOf({ assistant: { ...emptyDefinition, id: 'personal/tutor' }, history: [], prompt }, true), connection);
      asked.push(obstacles.map(({ name, findings, reason }) => [name, findings.map(({ line }) => line), reason]));
    }
    assert.deepEqual(asked, [[['tea.zip › .env', [], 'Environment files hold passwords and keys.']], [['tea.zip › src/a.ts', [41], undefined]], []]);
  });

  it('is refused above its limit, in a sentence, and not kept', async () => {
    const store = new KeptBytes();
    const large = new Uint8Array(fileLimit + 1);
    large.set(samplePng());
    await assert.rejects(mediaAttachment('wall.png', large, store), /wall\.png has 20\.0 MB; at most 20 MB can be attached\./);
    assert.equal(store.kept.size, 0);
  });

  it('is refused by name where the connection takes no such thing', () => {
    const image = attached('image/webp', 'shot.webp');
    const document = attached('application/pdf', 'plan.pdf');
    const words = (['responses', 'chatCompletions', 'assistants', 'agents'] as const).map((api) => [refusal(image, api), refusal(document, api)]);
    const noPdf = 'notSupported: This connection takes no PDF files: take plan.pdf off, or choose another connection.';
    assert.deepEqual(words, [[undefined, undefined], [undefined, undefined], [undefined, noPdf], [undefined, noPdf]]);
  });
});
