import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import * as v from 'valibot';
import { eventually } from '../support/eventually.ts';
import { heardWords } from '../support/heardWords.ts';
import { samplePdf, samplePng } from '../support/sampleImages.ts';
import { useVscode } from '../support/useVscode.ts';

const sent = v.object({ input: v.array(v.object({ content: v.unknown() })) });
const image = (bytes: Uint8Array): unknown => ({ type: 'input_image', image_url: `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`, detail: 'auto' });
const words = (text: string): unknown => ({ type: 'input_text', text });

describe('Images, and what is dropped and pasted', () => {
  const vscode = useVscode({
    workspaceFiles: { 'src/one.ts': 'export const one = 1;\n', 'src/two.ts': 'export const two = 2;\nexport const three = 3;\n', 'README.md': '# Here\n' },
    openFiles: ['src/one.ts'],
    settings: { 'files.autoSave': 'off' },
  });
  let outside = '';
  const chips = (): Locator => vscode().chat.locator('.composer .chip');
  const chip = (name: string): Locator => chips().filter({ has: vscode().chat.getByRole('button', { name: `Open ${name}`, exact: true }) });
  const dialog = (): Locator => vscode().page.locator('.monaco-dialog-box');
  const answer = async (button: string): Promise<void> => {
    await dialog().getByRole('button', { name: button }).click();
    await dialog().waitFor({ state: 'detached' });
  };
  const write = (name: string, content: string | Uint8Array): void => {
    mkdirSync(path.dirname(path.join(vscode().workspace, name)), { recursive: true });
    writeFileSync(path.join(vscode().workspace, name), content);
  };
  /** The address of a path, as the window has it. */
  const address = (file: string): string => `vscode-remote://${new URL(vscode().page.url()).host}${file}`;
  const attach = async (name: string): Promise<void> => {
    await vscode().chat.getByRole('button', { name: 'Attach…' }).click();
    await vscode().page.locator('.quick-input-widget input').fill(name);
    await vscode().page.getByRole('option', { name }).first().click();
  };
  const enter = async (word: string): Promise<void> => {
    const area = vscode().chat.getByRole('textbox', { name: 'Message' });
    await area.fill(`say ${word}`);
    await area.press('Enter');
  };
  /** What the server received last, once the answer is there. */
  const received = async (word: string): Promise<unknown> => {
    const { chat, offline } = vscode();
    await chat.getByRole('article', { name: /^Assistant/ }).last().getByText(word).first().waitFor();
    await chat.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
    const body = offline.requests.findLast((request) => request.path === '/v1/responses')?.body;
    return v.parse(sent, body).input.at(-1)?.content;
  };
  const send = async (word: string): Promise<unknown> => {
    await enter(word);
    return received(word);
  };
  /** Lets the composer have what a browser hands over: texts by their types, and files by their names. */
  const bring = async (how: 'drop' | 'paste', texts: Readonly<Record<string, string>>, files: Readonly<Record<string, Uint8Array>> = {}): Promise<void> => {
    const contents = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, [...bytes]]));
    await vscode().chat.getByRole('textbox', { name: 'Message' }).evaluate((area, { type, given, all }) => {
      const data = new DataTransfer();
      for (const [name, text] of Object.entries(given)) data.setData(name, text);
      for (const [name, bytes] of Object.entries(all)) data.items.add(new File([new Uint8Array(bytes)], name));
      const common = { bubbles: true, cancelable: true };
      area.dispatchEvent(type === 'paste' ? new ClipboardEvent('paste', { ...common, clipboardData: data }) : new DragEvent('drop', { ...common, dataTransfer: data }));
    }, { type: how, given: texts, all: contents });
  };
  const dropFromVscode = (...files: readonly string[]): Promise<void> => bring('drop', { 'application/vnd.code.uri-list': files.map(address).join('\r\n') });

  before(async () => {
    outside = mkdtempSync(path.join(tmpdir(), 'outside-'));
    writeFileSync(path.join(outside, 'private.txt'), 'not yours\n');
    await vscode().openChat();
  });

  after(() => { rmSync(outside, { recursive: true, force: true }); });

  it('show themselves on a chip and arrive byte for byte, whatever their names say', async () => {
    const png = samplePng(40, 30);
    write('docs/shot.txt', png);
    await attach('shot.txt');
    await chip('docs/shot.txt').locator('img').waitFor();
    assert.equal(await chip('docs/shot.txt').locator('.chip-size').innerText(), `${String(png.length)} bytes · ~3 tokens`);
    assert.deepEqual(await send('image'), [words('say image'), image(png)]);
  });

  it('stand in the thread as they were sent, after the file has gone and the window has been opened anew', async () => {
    rmSync(path.join(vscode().workspace, 'docs/shot.txt'), { force: true });
    await vscode().reload();
    await vscode().openChat();
    await vscode().chat.locator('.prompt .chip img').first().waitFor();
  });

  it('are documents, too', async () => {
    write('docs/plan.pdf', samplePdf);
    await attach('plan.pdf');
    await chip('docs/plan.pdf').getByText('as file').waitFor();
    assert.deepEqual(await send('document'), [words('say document'), { type: 'input_file', filename: 'plan.pdf', file_data: `data:application/pdf;base64,${Buffer.from(samplePdf).toString('base64')}` }]);
  });

  it('are pasted', async () => {
    const png = samplePng(300, 400, [1, 2, 3]);
    await bring('paste', {}, { 'image.png': png });
    await chip('Pasted image').locator('img').waitFor();
    assert.deepEqual(await send('pasted'), [words('say pasted'), image(png)]);
  });

  it('are dropped from other programs, as text where they are text', async () => {
    const png = samplePng(9, 9);
    await bring('drop', { 'text/uri-list': 'file:///elsewhere/shot.png' }, { 'shot.png': png, 'notes.md': Buffer.from('Grüße\n') });
    await chip('shot.png').waitFor();
    await chip('notes.md').waitFor();
    assert.deepEqual(await send('both'), [words('say both\n\nnotes.md\n```\nGrüße\n```'), image(png)]);
  });

  it('are dragged from the tab of an editor, with Shift held', async () => {
    const { page, chat } = vscode();
    const area = chat.getByRole('textbox', { name: 'Message' });
    await page.getByRole('tab', { name: 'one.ts' }).hover();
    await page.mouse.down();
    await page.mouse.move(600, 400, { steps: 5 });
    await page.keyboard.down('Shift');
    await page.mouse.move(600, 410, { steps: 5 });
    const { x, y } = (await area.boundingBox()) ?? { x: 0, y: 0 };
    await page.mouse.move(x + 50, y + 10, { steps: 10 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await chip('src/one.ts').waitFor();
    assert.equal(await send('dragged'), 'say dragged\n\nsrc/one.ts\n```typescript\nexport const one = 1;\n```');
  });

  it('are dropped from VS Code by their addresses', async () => {
    await vscode().openChat();
    await dropFromVscode(path.join(vscode().workspace, 'README.md'), path.join(vscode().workspace, 'src'));
    for (const name of ['README.md', 'src/one.ts', 'src/two.ts']) await chip(name).waitFor();
    assert.equal(await send('dropped'), 'say dropped\n\nREADME.md\n```markdown\n# Here\n```\n\nsrc/one.ts\n```typescript\nexport const one = 1;\n```\n\nsrc/two.ts\n```typescript\nexport const two = 2;\nexport const three = 3;\n```');
  });

  it('are read as VS Code reads them: with their encodings, and what is no text is said (case 124)', async () => {
    write('odd/binary.dat', Buffer.from([0, 1, 2, 0, 255, 0]));
    write('odd/shift-jis.txt', Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x0a]));
    write('odd/utf16.txt', Buffer.from('\uFEFFGrüße\r\n', 'utf16le'));
    await dropFromVscode(path.join(vscode().workspace, 'odd'));
    await vscode().page.locator('.notification-toast').getByText(/2 things were not attached: odd\/binary\.dat is not a text file\. odd\/shift-jis\.txt cannot be read as utf8/).waitFor();
    await chip('odd/utf16.txt').waitFor();
    assert.equal(await send('odd'), 'say odd\n\nodd/utf16.txt\n```plaintext\nGrüße\r\n```');
  });

  it('are read from outside the workspace only when the user says so, by whatever way they are named (case 114)', async () => {
    const { workspace } = vscode();
    symlinkSync(outside, path.join(workspace, 'link'));
    const ways = [path.join(outside, 'private.txt'), `${workspace}/../../${path.basename(tmpdir())}/${path.basename(outside)}/private.txt`, path.join(workspace, 'link/private.txt')];
    for (const way of ways) {
      await dropFromVscode(way);
      await dialog().getByText('Attach a file from outside this workspace?').waitFor();
      await dialog().getByText(path.join(outside, 'private.txt')).waitFor();
      await answer('Cancel');
    }
    assert.equal(await chips().count(), 0);
    await dropFromVscode(ways[0] ?? '');
    await answer('Attach');
    await chip(ways[0] ?? '').waitFor();
    assert.equal(await send('allowed'), `say allowed\n\n${ways[0] ?? ''}\n\`\`\`plaintext\nnot yours\n\`\`\``);
    unlinkSync(path.join(workspace, 'link'));
  });

  it('are asked about when their path leads to a file whose name says that it holds secrets', async () => {
    const { chat, offline, workspace } = vscode();
    write('conf/.env', 'MODE=quick\n');
    symlinkSync('conf/.env', path.join(workspace, 'setup.md'));
    await dropFromVscode(path.join(workspace, 'setup.md'));
    await chip('setup.md').waitFor();
    await enter('linked');
    await dialog().getByText(/^setup\.md may hold a secret/).waitFor();
    await dialog().getByText('setup.md: It leads to conf/.env. Environment files hold passwords and keys.').waitFor();
    assert.equal(heardWords(offline).includes('MODE=quick'), false);
    await answer('Leave It Out');
    assert.equal(await received('linked'), 'say linked');
    assert.equal(await chat.getByText('MODE=quick').count(), 0);
  });

  it('are no links and no files of the network (case 115)', async () => {
    await bring('drop', { 'application/vnd.code.uri-list': 'file://server/share/a.txt\r\ncommand:workbench.action.quit', 'text/plain': 'x' });
    await attach('README.md');
    await chip('README.md').waitFor();
    assert.deepEqual([await chips().count(), await dialog().count()], [1, 0]);
    await send('harmless');
  });

  it('are asked about when they have changed since they were attached (case 120)', async () => {
    await attach('two.ts');
    await chip('src/two.ts').waitFor();
    write('src/two.ts', 'export const two = 22;\n');
    await enter('changed');
    await dialog().getByText('src/two.ts changed since you attached it.').waitFor();
    await answer('Cancel');
    assert.equal(await vscode().chat.getByRole('textbox', { name: 'Message' }).inputValue(), 'say changed');
    await enter('older');
    await answer('Send As Attached');
    assert.equal(await received('older'), 'say older\n\nsrc/two.ts\n```typescript\nexport const two = 2;\nexport const three = 3;\n```');
    await attach('two.ts');
    await chip('src/two.ts').waitFor();
    write('src/two.ts', 'export const two = 222;\n');
    await enter('newer');
    await answer('Send the New Text');
    assert.equal(await received('newer'), 'say newer\n\nsrc/two.ts\n```typescript\nexport const two = 222;\n```');
    await attach('two.ts');
    await chip('src/two.ts').waitFor();
    unlinkSync(path.join(vscode().workspace, 'src/two.ts'));
    await enter('gone');
    await dialog().getByText('src/two.ts cannot be read any more.').waitFor();
    await answer('Send As Attached');
    assert.equal(await received('gone'), 'say gone\n\nsrc/two.ts\n```typescript\nexport const two = 222;\n```');
  });

  it('are asked about with the address that they lead to when a link has come into their place (case 120)', async () => {
    const place = path.join(vscode().workspace, 'src/four.ts');
    write('src/four.ts', 'export const four = 4;\n');
    await dropFromVscode(place);
    await chip('src/four.ts').waitFor();
    unlinkSync(place);
    symlinkSync(path.join(outside, 'private.txt'), place);
    await enter('replaced');
    await dialog().getByText(`src/four.ts changed since you attached it: it leads to ${path.join(outside, 'private.txt')} now.`).waitFor();
    await answer('Send As Attached');
    assert.match(String(await received('replaced')), /four = 4/);
  });

  it('lets the page load its own pictures and those it was given bytes of, and nothing else (case 96)', async () => {
    const policy = await vscode().chat.locator('head > meta').first().getAttribute('content');
    const plain = policy?.replaceAll(/https?:\/\/[^\s;]+/g, 'ORIGIN').replaceAll(/'self'/g, 'ORIGIN').replaceAll(/(?:ORIGIN )+ORIGIN/g, 'ORIGIN').replace(/nonce-[\da-f]{32}/, 'nonce-N');
    assert.equal(plain, "default-src 'none'; script-src 'nonce-N'; style-src ORIGIN 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; font-src ORIGIN; img-src ORIGIN blob:; connect-src 'none'; media-src 'none'; object-src 'none'; frame-src 'none'; child-src 'none'; worker-src 'none'; manifest-src 'none'; base-uri 'none'; form-action 'none'");
  });
});

describe('The current editor', () => {
  const vscode = useVscode({
    workspaceFiles: { 'src/one.ts': 'export const one = 1;\n', 'src/two.ts': 'export const two = 2;\n' },
    openFiles: ['src/one.ts', 'src/two.ts'],
    settings: { 'files.autoSave': 'off' },
  });
  const chip = (): Promise<readonly string[]> => vscode().chat.locator('.composer .chip').allInnerTexts();
  const press = (state: string): Promise<void> => vscode().chat.getByRole('button', { name: `Current editor: ${state}` }).click();
  const show = (name: string): Promise<void> => vscode().page.getByRole('tab', { name }).click();
  const send = async (word: string): Promise<unknown> => {
    const { chat, offline } = vscode();
    await chat.getByRole('textbox', { name: 'Message' }).fill(`say ${word}`);
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    await chat.getByRole('article', { name: /^Assistant/ }).last().getByText(word, { exact: true }).waitFor();
    return v.parse(sent, offline.requests.findLast((request) => request.path === '/v1/responses')?.body).input.at(-1)?.content;
  };

  before(() => vscode().openChat());

  it('goes along with nothing until it is switched on; then it follows what is in front, with its size and tokens', async () => {
    await show('one.ts');
    assert.equal(await send('off'), 'say off');
    await press('off');
    await eventually(chip, ['src/one.ts\ncurrent editor · 22 bytes · ~7 tokens · as text']);
    await show('two.ts');
    await eventually(chip, ['src/two.ts\ncurrent editor · 22 bytes · ~7 tokens · as text']);
    assert.equal(await send('two'), 'say two\n\nsrc/two.ts\n```typescript\nexport const two = 2;\n```');
  });

  it('is never a document that we show: what is in front stays what the user was in', async () => {
    const { chat, page } = vscode();
    await chat.getByRole('button', { name: 'What was sent' }).last().click();
    await page.getByRole('tab', { name: 'What was sent.jsonc' }).waitFor();
    assert.equal(await send('report'), 'say report\n\nsrc/two.ts\n```typescript\nexport const two = 2;\n```');
    assert.deepEqual(await chip(), ['src/two.ts\ncurrent editor · 22 bytes · ~7 tokens · as text']);
    await show('two.ts');
  });

  it('is what is selected there, while something is', async () => {
    const { page } = vscode();
    await page.locator('.editor-instance .view-line').first().click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+Control+ArrowRight');
    await eventually(chip, ['src/two.ts:1\ncurrent editor · 6 bytes · ~1 token · as text']);
    assert.equal(await send('part'), 'say part\n\nsrc/two.ts:1\n```typescript\nexport\n```');
    await page.locator('.editor-instance .view-line').first().click();
    await page.keyboard.press('Home');
  });

  it('is what stands in the editor, saved or not', async () => {
    const { page } = vscode();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('// more');
    await eventually(async () => (await chip())[0]?.includes('current editor · not saved · 29 bytes'), true);
    assert.equal(await send('unsaved'), 'say unsaved\n\nsrc/two.ts\n```typescript\nexport const two = 2;\n// more\n```');
  });

  it('stays with a file that is pinned, in this workspace and after a reload', async () => {
    await press('on');
    await show('one.ts');
    await eventually(async () => (await chip())[0]?.startsWith('src/two.ts\npinned'), true);
    await show('two.ts');
    await vscode().page.locator('.editor-instance .view-line', { hasText: '// more' }).click();
    await vscode().page.keyboard.press('Control+S');
    await eventually(() => readFileSync(path.join(vscode().workspace, 'src/two.ts'), 'utf8'), 'export const two = 2;\n// more');
    await show('one.ts');
    await vscode().reload();
    await vscode().openChat();
    await eventually(async () => (await chip())[0]?.startsWith('src/two.ts\npinned'), true);
    assert.equal(await send('pinned'), 'say pinned\n\nsrc/two.ts\n```typescript\nexport const two = 2;\n// more\n```');
  });

  it('is off again', async () => {
    await press('pinned');
    await eventually(chip, []);
    assert.equal(await send('nothing'), 'say nothing');
  });

  it('does not go along by itself where its file leads out of the workspace', async () => {
    const { page, workspace, openChat } = vscode();
    const elsewhere = path.join(mkdtempSync(path.join(tmpdir(), 'elsewhere-')), 'private.txt');
    writeFileSync(elsewhere, 'not yours\n');
    symlinkSync(elsewhere, path.join(workspace, 'far.txt'));
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input').fill('far.txt');
    await page.getByRole('option', { name: 'far.txt' }).first().click();
    await page.getByRole('tab', { name: 'far.txt', selected: true }).waitFor();
    await openChat();
    await press('off');
    await vscode().chat.getByText(`far.txt leads out of the workspace, to ${elsewhere}: attach it by hand.`).waitFor();
    assert.equal(await send('stray'), 'say stray');
  });
});
