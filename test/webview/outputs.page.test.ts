import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Output } from '../../src/shared/answerParts.ts';
import type { HostApi } from '../../src/shared/protocol.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { barChart } from '../server/barChart.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered, sampleAnswer, samplePrompt, sampleThread, sampleTime } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const chart: Output = { id: 'c', name: 'chart.png', mediaType: 'image/png', state: 'kept', bytes: 2345, hash: 'ab'.repeat(32) };
const table: Output = { id: 't', name: 'squares.csv', mediaType: 'text/csv', state: 'kept', bytes: 6, hash: 'cd'.repeat(32) };
const archive: Output = { id: 'z', name: 'all.zip', mediaType: 'application/zip', state: 'kept', bytes: 12_345_678, hash: 'ef'.repeat(32) };
const bars = { data: Buffer.from(barChart([1, 4, 9])).toString('base64') };

const showing = (outputs: readonly Output[], host: Partial<HostApi> = {}): Promise<ChatPage> => openChatPage({ thread: answered('Here.', { outputs }), host });
const lines = ({ page }: ChatPage): Promise<readonly string[]> => page.locator('.output:visible').allInnerTexts().then((texts) => texts.map((text) => text.replaceAll(/\s+/g, ' ').trim()));
/** The images on show: what they are called, and how wide they are in points of their own. */
const images = ({ page }: ChatPage): Promise<readonly (readonly [string, number])[]> => page.locator('.output-image img').evaluateAll((all) => all.map((image) => (image instanceof HTMLImageElement ? [image.alt, image.naturalWidth] as const : ['', 0] as const)));

describe('The files of an answer in the page', () => {
  it('are shown as images, from the bytes that the host gives and from nowhere else (case 98)', async () => {
    const chat = await showing([chart], { readImage: () => Promise.resolve(bars) });
    await eventually(() => images(chat), [['chart.png', 104]]);
    deepEqual(chat.fetched.filter((address) => !address.startsWith('blob:')), []);
  });

  it('are asked for as images by the ids that the host told', async () => {
    const asked: unknown[] = [];
    const chat = await showing([table, chart], { readImage: (ask) => {
      asked.push(ask);
      return Promise.resolve(bars);
    } });
    await eventually(() => images(chat), [['chart.png', 104]]);
    deepEqual(asked, [{ threadId: 'thread', messageId: 'answer', outputId: 'c' }]);
  });

  it('say in the place of an image that it cannot be shown', async () => {
    const gone = new FailureError({ kind: 'notFound', message: 'This file is no longer kept here; ask for it again.', action: 'retry' });
    const lost = await showing([chart], { readImage: () => Promise.reject(gone) });
    const broken = await showing([chart], { readImage: () => Promise.resolve({ data: 'iVA=' }) });
    for (const chat of [lost, broken]) await eventually(() => chat.page.locator('.output-image').innerText(), 'This image cannot be shown.');
  });

  it('tell what they are, what becomes of them and how long they are', async () => {
    const chat = await showing([{ id: 'f', name: 'a.csv', mediaType: 'text/csv', state: 'fetching' }, { id: 'l', name: 'b.csv', mediaType: 'text/csv', state: 'lost', why: 'The container has expired.' }, table, archive]);
    await eventually(() => lines(chat), ['a.csv being fetched…', 'b.csv The container has expired.', 'squares.csv 6 bytes Open Save…', 'all.zip 12 MB Save…']);
  });

  it('can be asked for again where they were lost, until that cannot help any more', async () => {
    const lost: Output = { id: 'l', name: 'b.csv', mediaType: 'text/csv', state: 'lost', why: 'The connection was lost.' };
    const again = { connection: 'c', container: 'cntr' };
    const chat = await showing([{ ...lost, again: { ...again, until: Date.now() + 600_000 } }, { ...lost, id: 'm', again: { ...again, until: Date.now() - 1 } }, { ...lost, id: 'n', again: { ...again, until: Date.now() + 3000 } }]);
    await eventually(() => lines(chat), ['b.csv The connection was lost. Try Again', 'b.csv The connection was lost.', 'b.csv The connection was lost.']);
    await chat.page.getByRole('button', { name: 'Ask for b.csv again' }).click();
    await eventually(() => chat.asked, [['retryOutput', { threadId: 'thread', messageId: 'answer', outputId: 'l' }]]);
  });

  it('arrive while the answer grows, and after it has ended', async () => {
    const chat = await showing([]);
    await chat.happens({ type: 'produced', messageId: 'answer', output: { id: 't', name: 'squares.csv', mediaType: 'text/csv', state: 'fetching' } });
    await eventually(() => lines(chat), ['squares.csv being fetched…']);
    await chat.happens({ type: 'produced', messageId: 'answer', output: table });
    await eventually(() => lines(chat), ['squares.csv 6 bytes Open Save…']);
  });

  it('are there under each of their names, and the image of a step once, under the name that its server gives it', async () => {
    const drawn: Output = { ...chart, id: 's', name: 'image.png', stepId: 'step' };
    const chat = await showing([table, { ...table, id: 'again', name: 'copy.csv' }, drawn, chart], { readImage: () => Promise.resolve(bars) });
    await eventually(() => lines(chat), ['squares.csv 6 bytes Open Save…', 'copy.csv 6 bytes Open Save…', 'chart.png 2.3 KB Open Save…']);
  });

  it('are saved and opened by the host', async () => {
    const chat = await showing([table]);
    await chat.page.getByRole('button', { name: 'Save squares.csv…' }).click();
    await chat.page.getByRole('button', { name: 'Open squares.csv' }).click();
    const ask = { threadId: 'thread', messageId: 'answer', outputId: 't' };
    await eventually(() => chat.asked, [['saveOutput', ask], ['openOutput', ask]]);
  });

  it('are opened, or saved, where the text leads to them, by ids alone', async () => {
    const text = 'See [the table](sandbox:/mnt/data/squares.csv), [all](sandbox:/mnt/data/all.zip), [none](sandbox:/mnt/data/none.csv).';
    const chat = await openChatPage({ thread: answered(text, { outputs: [table, archive] }) });
    await chat.page.getByRole('link', { name: 'the table' }).click();
    await chat.page.getByRole('link', { name: 'all' }).press('Enter');
    await eventually(() => chat.asked, [['openOutput', { threadId: 'thread', messageId: 'answer', outputId: 't' }], ['saveOutput', { threadId: 'thread', messageId: 'answer', outputId: 'z' }]]);
    deepEqual([await chat.page.locator('.markdown [role=link]').allInnerTexts(), await chat.page.locator('.markdown').innerText()], [['the table', 'all'], 'See the table, all, none.']);
  });

  it('are shown as images where the text has them, once, also when they arrive later', async () => {
    const plot: Output = { ...chart, path: 'plots/chart.png' };
    const chat = await openChatPage({ thread: answered('Look: ![the chart](sandbox:/mnt/data/plots/chart.png)', { outputs: [{ id: 'c', name: 'chart.png', path: 'plots/chart.png', mediaType: 'image/png', state: 'fetching' }] }), host: { readImage: () => Promise.resolve(bars) } });
    await eventually(() => chat.page.locator('.markdown .image').innerText(), '🖼 the chart');
    await chat.happens({ type: 'produced', messageId: 'answer', output: plot });
    await eventually(() => chat.page.locator('.markdown .output-image img').evaluateAll((all) => all.map((image) => (image instanceof HTMLImageElement ? [image.alt, image.naturalWidth] : []))), [['chart.png', 104]]);
    deepEqual([await lines(chat), (await images(chat)).length], [['chart.png 2.3 KB Open Save…'], 1]);
    await chat.page.locator('.markdown .image').click();
    await eventually(() => chat.asked, [['openOutput', { threadId: 'thread', messageId: 'answer', outputId: 'c' }]]);
  });

  it('become words again where the answer goes on, and are found again at its end', async () => {
    const chat = await openChatPage({ thread: answered('Here: [the table](sandbox:/mnt/data/squares.csv)', { outputs: [table] }) });
    await eventually(() => chat.page.locator('.output-link').allInnerTexts(), ['the table']);
    await chat.happens({ type: 'resumed', at: sampleTime, messageId: 'answer' });
    await chat.happens({ type: 'text', messageId: 'answer', text: ' and more.' });
    await eventually(() => chat.page.locator('.output-link').count(), 0);
    await chat.happens({ type: 'settled', at: sampleTime, messageId: 'answer', outcome: { state: 'complete' } });
    await eventually(() => chat.page.locator('.output-link').allInnerTexts(), ['the table']);
    deepEqual(await chat.page.locator('.markdown').innerText(), 'Here: the table and more.');
  });

  it('show what hides in their names (case 108)', async () => {
    const chat = await showing([{ ...archive, name: 'a\u202Egpj.zip' }]);
    await eventually(() => lines(chat), ['a⟦U+202E⟧gpj.zip 12 MB Save…']);
  });

  it('are not read as images before they are about to be seen', async () => {
    const asked: unknown[] = [];
    const long = 'word\n\n'.repeat(400);
    const messages = [samplePrompt('p', 'Draw'), sampleAnswer('a', 'p', 'Here.', { outputs: [chart] }), samplePrompt('q', 'More', { parentId: 'a' }), sampleAnswer('b', 'q', long)];
    const chat = await openChatPage({
      thread: sampleThread(messages),
      host: { readImage: ({ messageId }) => {
        asked.push(messageId);
        return Promise.resolve(bars);
      } },
    });
    const before = [...asked];
    await chat.page.getByText('Draw').scrollIntoViewIfNeeded();
    await eventually(() => images(chat), [['chart.png', 104]]);
    deepEqual([before, asked], [[], ['a']]);
  });
});
