import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fingerprint } from '../../src/shared/fingerprint.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered, sampleTime } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const loop = 'for (const cup of cups) {\n  fill(cup, "tea"); // hot\n}';
const fenced = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\`\n`;

/** The pieces of the first block that have a colour of their own. */
const coloured = ({ page }: ChatPage): Promise<string[]> => page.locator('.code-block').first().locator('.code-line span').evaluateAll((pieces) => pieces.map((piece) => `${(piece.getAttribute('class') ?? '').replace('code-', '')} ${piece.textContent}`));

const asks = ({ asked }: ChatPage): readonly unknown[] => asked.filter(([method]) => method === 'useCode').map(([, ask]) => ask);

describe('The colours of code', () => {
  it('come for the languages that are known, and change no letter', async () => {
    const chat = await openChatPage({ thread: answered(fenced('ts', loop)) });
    await eventually(() => coloured(chat), ['keyword for', 'keyword const', 'keyword of', 'function fill', 'string "tea"', 'comment // hot']);
    deepEqual(await chat.page.locator('.code-block code').textContent(), loop);
  });

  it('are those of the inner language in styles and scripts of a page', async () => {
    const chat = await openChatPage({ thread: answered(fenced('html', '<style>a { color: red }</style>')) });
    await eventually(() => coloured(chat), ['tag style', 'tag a', 'property color', 'tag style']);
  });

  for (const [what, text] of [['a language that nobody knows', fenced('tealang', 'brew(1)')], ['no language', fenced('', 'const a = 1;')], ['more than 50,000 characters', fenced('ts', `const a = 1;\n${'// tea\n'.repeat(7200)}`)]] as const) {
    it(`are none for ${what}`, async () => {
      const { page } = await openChatPage({ thread: answered(`${text}\nand\n\n${fenced('ts', 'const b = 2;')}`) });
      await page.locator('.code-block').nth(1).locator('.code-line').waitFor();
      deepEqual(await page.locator('.code-block').first().locator('.code-line').count(), 0);
    });
  }

  it('come line by line while the block grows, and no line is made anew that keeps its colours', async () => {
    const chat = await openChatPage({ thread: answered('```ts\nconst a = 1;\nconst b', { state: 'running' }) });
    await eventually(() => coloured(chat), ['keyword const', 'number 1']);
    const first = await chat.page.locator('.code-line').first().elementHandle();
    deepEqual(await chat.page.locator('.code-block code').textContent(), 'const a = 1;\nconst b');
    await chat.happens({ type: 'text', messageId: 'answer', text: ' = 2;\nconst c = "' });
    await eventually(() => coloured(chat), ['keyword const', 'number 1', 'keyword const', 'number 2']);
    await chat.happens({ type: 'text', messageId: 'answer', text: '3";\n```\n' });
    await chat.happens({ type: 'settled', at: sampleTime, messageId: 'answer', outcome: { state: 'complete' } });
    await eventually(() => coloured(chat), ['keyword const', 'number 1', 'keyword const', 'number 2', 'keyword const', 'string "3"']);
    deepEqual(await first?.evaluate((element) => element.isConnected), true);
  });

  it('know once a block is whole what a line alone cannot tell', async () => {
    const chat = await openChatPage({ thread: answered('```ts\n/* a\n', { state: 'running' }) });
    await chat.happens({ type: 'text', messageId: 'answer', text: 'b\nc */\n```\n' });
    await chat.happens({ type: 'settled', at: sampleTime, messageId: 'answer', outcome: { state: 'complete' } });
    await eventually(() => coloured(chat), ['comment /* a\n', 'comment b\n', 'comment c */']);
  });

  it('are those of the user’s theme where the host knows them, at once when it changes', async () => {
    const chat = await openChatPage({ thread: answered(fenced('ts', loop)) });
    const color = (): Promise<string> => chat.page.locator('.code-keyword').first().evaluate((element) => getComputedStyle(element).color);
    await chat.page.locator('.code-keyword').first().waitFor();
    deepEqual(await color(), 'rgb(197, 134, 192)');
    await chat.tell({ type: 'codeColors', codeColors: { keyword: '#ff0080' } });
    await eventually(color, 'rgb(255, 0, 128)');
    await chat.tell({ type: 'codeColors', codeColors: {} });
    await eventually(color, 'rgb(197, 134, 192)');
  });

  it('wait until the block comes into sight', async () => {
    const { page } = await openChatPage({ thread: answered(`${fenced('ts', 'const a = 1;')}\n${'tea\n\n'.repeat(100)}`) });
    deepEqual(await page.locator('.code-line').count(), 0);
    await page.getByRole('log').evaluate((log) => { log.scrollTop = 0; });
    await page.locator('.code-line').waitFor();
  });

  it('leave a long block as it is: read, selected and copied, no line is added or lost', async () => {
    const code = Array.from({ length: 200 }, (_, index) => (index % 7 === 2 ? '' : `fill(${String(index)});`)).join('\n');
    const { page } = await openChatPage({ thread: answered(fenced('ts', code)) });
    await page.locator('.code-line').nth(199).waitFor();
    const block = page.locator('.code-block code');
    const heightOf = (index: number): Promise<number> => page.locator('.code-line').nth(index).evaluate((line) => line.getBoundingClientRect().top);
    await block.selectText();
    deepEqual([await block.textContent(), await page.evaluate(() => document.getSelection()?.toString())], [code, code]);
    deepEqual(Math.round((await heightOf(190)) - (await heightOf(180))), Math.round((await heightOf(20)) - (await heightOf(10))));
  });

  it('do not hide what cannot be seen', async () => {
    const chat = await openChatPage({ thread: answered(fenced('ts', 'const a = "\u202Eb";')) });
    await eventually(() => coloured(chat), ['keyword const', 'string "⟦U+202E⟧b"']);
  });
});

describe('The bar of a block of code', () => {
  it('says how long it is', async () => {
    const { page } = await openChatPage({ thread: answered(`${fenced('ts', loop)}\n${fenced('', 'one')}`) });
    deepEqual(await page.locator('.code-count').allInnerTexts(), ['3 lines', '1 line']);
  });

  it('asks for a block by its place and what it says, never with its text', async () => {
    const chat = await openChatPage({ thread: answered(`${fenced('ts', 'one()')}\n- deep\n\n  ${fenced('ts', 'two()').replaceAll('\n', '\n  ')}`), width: 500 });
    await chat.page.getByRole('button', { name: 'Insert at Cursor' }).nth(1).click();
    await chat.page.getByRole('button', { name: 'Apply' }).first().click();
    const place = { threadId: 'thread', messageId: 'answer' };
    await eventually(() => asks(chat), [{ ...place, index: 1, fingerprint: fingerprint('two()'), use: 'insert' }, { ...place, index: 0, fingerprint: fingerprint('one()'), use: 'apply' }]);
  });

  it('offers a terminal for what is meant for a shell, and no file', async () => {
    const { page } = await openChatPage({ thread: answered(fenced('bash', 'ls')), width: 500 });
    deepEqual(await page.locator('.code-bar button:visible').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label'))), ['Insert at Cursor', 'Put into Terminal', 'Copy code', 'More for this code']);
  });

  it('has the rest in a menu that is walked with the keys', async () => {
    const chat = await openChatPage({ thread: answered(fenced('ts', loop)), width: 500 });
    await chat.page.getByRole('button', { name: 'More for this code' }).press('Enter');
    deepEqual(await chat.page.getByRole('menuitem').allInnerTexts(), ['Apply to Another File…', 'New File', 'Wrap Lines']);
    await chat.page.keyboard.press('ArrowDown');
    await chat.page.keyboard.press('Enter');
    await eventually(() => asks(chat).length, 1);
    deepEqual([await chat.page.getByRole('menu').count(), await chat.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))], [0, 'More for this code']);
    deepEqual(asks(chat), [{ threadId: 'thread', messageId: 'answer', index: 0, fingerprint: fingerprint(loop), use: 'newFile' }]);
  });

  it('has everything in the menu where there is no room, and Escape closes it', async () => {
    const { page } = await openChatPage({ thread: answered(fenced('ts', loop)), width: 220 });
    await page.getByRole('button', { name: 'More for this code' }).click();
    deepEqual(await page.getByRole('menuitem').allInnerTexts(), ['Apply', 'Insert at Cursor', 'Apply to Another File…', 'New File', 'Wrap Lines']);
    await page.keyboard.press('Escape');
    deepEqual(await page.getByRole('menu').count(), 0);
  });

  it('wraps long lines everywhere, and goes on doing so after a reload', async () => {
    const chat = await openChatPage({ thread: answered(fenced('ts', `const long = "${'tea '.repeat(200)}";`)) });
    const overflows = (): Promise<boolean> => chat.page.locator('.code-block pre').evaluate((pre) => pre.scrollWidth > pre.clientWidth);
    deepEqual(await overflows(), true);
    await chat.page.getByRole('button', { name: 'More for this code' }).click();
    await chat.page.getByRole('menuitem', { name: 'Wrap Lines' }).click();
    deepEqual(await overflows(), false);
    await chat.page.reload();
    await eventually(overflows, false);
  });

  it('lets a block that still grows be copied, and nothing else', async () => {
    const { page } = await openChatPage({ thread: answered('```ts\nconst a = 1;\n', { state: 'running' }), width: 500 });
    deepEqual(await page.locator('.code-bar button:enabled').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label'))), ['Copy code']);
  });

  it('leaves it to the host to copy what stands for a secret', async () => {
    const chat = await openChatPage({ thread: answered(fenced('ts', 'key("‹secret 1: AWS access key›")')) });
    await chat.page.getByRole('button', { name: 'Copy code' }).click();
    await eventually(() => chat.page.getByRole('button', { name: 'Copy code' }).innerText(), 'Copied');
    deepEqual(asks(chat), [{ threadId: 'thread', messageId: 'answer', index: 0, fingerprint: fingerprint('key("‹secret 1: AWS access key›")'), use: 'copy' }]);
  });
});
