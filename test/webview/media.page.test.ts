import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Attachment } from '../../src/shared/attachment.ts';
import { pieceLimit } from '../../src/shared/pieces.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { samplePrompt, sampleStatus, sampleThread } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';
import { samplePng } from '../support/sampleImages.ts';

const hash = 'a'.repeat(64);
const image: Attachment = { id: 'i', kind: 'file', path: 'docs/shot.png', language: '', text: '', media: { mediaType: 'image/png', bytes: 2_345_678, hash }, tokens: 1229 };
const document: Attachment = { id: 'd', kind: 'file', path: 'docs/plan.pdf', language: '', text: '', media: { mediaType: 'application/pdf', bytes: 999, hash } };
const preview = async (): Promise<{ mediaType: 'image/png'; data: string }> => ({ mediaType: 'image/png', data: Buffer.from(samplePng()).toString('base64') });
const chips = ({ page }: ChatPage): Promise<readonly string[]> => page.getByRole('list', { name: 'Attachments' }).last().getByRole('listitem').allInnerTexts();

/** Lets the composer have what is pasted or dropped, as a browser does: texts by their types, and files by their names. */
async function bring({ page }: ChatPage, how: 'dragover' | 'drop' | 'paste', texts: Readonly<Record<string, string>>, files: Readonly<Record<string, readonly number[]>> = {}): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).evaluate((area, { type, words, contents }) => {
    const data = new DataTransfer();
    for (const [name, text] of Object.entries(words)) data.setData(name, text);
    for (const [name, bytes] of Object.entries(contents)) data.items.add(new File([new Uint8Array(bytes)], name));
    const common = { bubbles: true, cancelable: true };
    area.dispatchEvent(type === 'paste' ? new ClipboardEvent('paste', { ...common, clipboardData: data }) : new DragEvent(type, { ...common, dataTransfer: data }));
  }, { type: how, words: texts, contents: files });
}

describe('Images and documents in the composer', () => {
  it('say how they travel, and show a small picture', async () => {
    const chat = await openChatPage({ attachments: [image, document], host: { preview } });
    await chat.page.locator('.chip img').waitFor();
    deepEqual([await chips(chat), await chat.page.locator('.chip img').evaluateAll((all) => all.map((each) => each instanceof HTMLImageElement && each.naturalWidth))], [['docs/shot.png\n2.3 MB · ~1,229 tokens\nas image', 'docs/plan.pdf\n999 bytes\nas file'], [8]]);
  });

  it('say in one sentence where they cannot be sent', async () => {
    const chat = await openChatPage({ attachments: [image, document], status: { ...sampleStatus, takes: [] } });
    deepEqual(await chips(chat), ['docs/shot.png\n2.3 MB · ~1,229 tokens\nThis connection takes no images', 'docs/plan.pdf\n999 bytes\nThis connection takes no PDF files']);
    await chat.tell({ type: 'status', status: { ...sampleStatus, takes: ['image'] } });
    deepEqual((await chips(chat))[0], 'docs/shot.png\n2.3 MB · ~1,229 tokens\nas image');
  });

  it('travel in another way at their user’s word, and say where they may hold a secret', async () => {
    const chat = await openChatPage({ attachments: [document, { ...document, id: 'e', path: '.env', use: 'code', suspect: true }], status: { ...sampleStatus, takes: ['document', 'code'] } });
    deepEqual(await chips(chat), ['docs/plan.pdf\n999 bytes\nas file', '.env\n999 bytes\nfor code\nmay hold a secret']);
    await chat.page.getByRole('button', { name: '.env travels for code: choose another way' }).click();
    await eventually(() => chat.asked, [['travel', { attachmentId: 'e' }]]);
  });

  it('keep their icon where the bytes are no picture after all', async () => {
    const chat = await openChatPage({ attachments: [image], host: { preview: async () => ({ mediaType: 'image/png', data: 'iVBORw==' }) } });
    await chat.drawn();
    deepEqual([await chat.page.locator('.chip img').count(), await chat.page.locator('.chip .codicon-file-media').count()], [0, 1]);
  });

  it('stand in the prompt that they went with', async () => {
    const asked: unknown[] = [];
    const chat = await openChatPage({ thread: sampleThread([samplePrompt('p', 'Look', { attachments: [image] })]), host: { preview: (ask) => { asked.push(ask); return preview(); } } });
    await chat.page.locator('.prompt .chip img').waitFor();
    deepEqual(asked, [{ attachmentId: 'i', messageId: 'p' }]);
  });
});

describe('What is pasted and dropped', () => {
  it('goes to the host in pieces when it is an image', async () => {
    const chat = await openChatPage();
    const bytes = Array.from({ length: pieceLimit + 3 }, (_, at) => at % 251);
    await bring(chat, 'paste', {}, { 'image.png': bytes });
    const piece = (from: number, to: number): string => Buffer.from(bytes.slice(from, to)).toString('base64');
    await eventually(() => chat.asked, [
      ['beginUpload', { name: 'Pasted image', bytes: pieceLimit + 3 }],
      ['uploadPiece', { uploadId: 'upload', data: piece(0, pieceLimit) }],
      ['uploadPiece', { uploadId: 'upload', data: piece(pieceLimit, pieceLimit + 3) }],
    ]);
  });

  it('goes to the host as addresses when it comes from VS Code', async () => {
    const chat = await openChatPage();
    await bring(chat, 'drop', { 'application/vnd.code.uri-list': 'vscode-remote://ssh/w/a.ts\r\nfile:///w/b.ts' });
    await eventually(() => chat.asked, [['drop', { uris: ['vscode-remote://ssh/w/a.ts', 'file:///w/b.ts'] }]]);
  });

  it('goes to the host with its name when another program drops it; one that is refused keeps no other back', async () => {
    const begun: string[] = [];
    const chat = await openChatPage({ host: { beginUpload: async ({ name }) => { begun.push(name); if (name === 'a.txt') throw new Error('a.txt is empty.'); return { uploadId: 'upload' }; } } });
    await bring(chat, 'drop', {}, { 'a.txt': [], 'b.txt': [1] });
    await chat.page.getByRole('alert').getByText('a.txt is empty.').waitFor();
    deepEqual([begun, chat.asked], [['a.txt', 'b.txt'], [['uploadPiece', { uploadId: 'upload', data: 'AQ==' }]]]);
  });

  it('says what a drop would do while it is held above, and that VS Code wants Shift', async () => {
    const chat = await openChatPage();
    await bring(chat, 'dragover', { 'application/vnd.code.uri-list': 'file:///w/b.ts' });
    await chat.page.getByText('Drop to attach. Keep Shift held: without it, VS Code opens what you drop.').waitFor();
    await bring(chat, 'drop', { 'text/plain': 'words' });
    deepEqual([await chat.page.locator('.hint').innerText(), chat.asked], ['', []]);
  });
});
