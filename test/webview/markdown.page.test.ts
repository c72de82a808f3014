import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';
import { fingerprint } from '../../src/shared/fingerprint.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered, sampleAttachment, samplePrompt, sampleThread, sampleTime } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const markup = ({ page }: ChatPage): Promise<string> => page.locator('.markdown').innerHTML();

/** Shows this text as it arrives, so many characters at a time, and then as a whole. */
async function streamed(text: string, size: number): Promise<ChatPage> {
  const chat = await openChatPage({ thread: answered('', { state: 'running' }) });
  const tell = (event: ThreadEvent): Promise<void> => chat.tell({ type: 'thread', threadId: 'thread', event });
  for (let at = 0; at < text.length; at += size) await tell({ type: 'text', messageId: 'answer', text: text.slice(at, at + size) });
  await tell({ type: 'settled', at: sampleTime, messageId: 'answer', outcome: { state: 'complete' } });
  return chat;
}

const rich = `# A *title*

Words with \`code\`, **weight** and [a link](https://example.com "to").

- one
- two
  1. deep

| a | b |
|---|--:|
| 1 | 2 |

\`\`\`ts
const a = '<b>';
\`\`\`

- [x] done

> said [before][1]

[1]: https://example.com/1
`;

describe('Markdown in the page', () => {
  it('is made of plain elements', async () => {
    const chat = await openChatPage({ thread: answered('Go to [the *manual*](https://example.com/a?b=c).\n\n3. `x`\n\n|a|\n|-:|\n|b|') });
    deepEqual(await markup(chat), [
      '<p dir="auto">Go to <a data-address="https://example.com/a?b=c" title="https://example.com/a?b=c" role="link" tabindex="0">the <em>manual</em></a>.</p>',
      '<ol start="3"><li dir="auto"><code>x</code></li></ol>',
      '<table><thead><tr><th dir="auto" class="right">a</th></tr></thead><tbody><tr><td dir="auto" class="right">b</td></tr></tbody></table>',
    ].join(''));
  });

  for (const size of [3, 17]) {
    it(`looks the same whether it came ${String(size)} characters at a time or at once`, async () => {
      const [piecemeal, atOnce] = [await streamed(rich, size), await openChatPage({ thread: answered(rich) })];
      await eventually(() => markup(piecemeal), await markup(atOnce));
    });
  }

  it('does not make blocks anew that stand above the growing end', async () => {
    const chat = await openChatPage({ thread: answered('# One\n\nTwo\n\nThree\n', { state: 'running' }) });
    const title = await chat.page.locator('.markdown h1').elementHandle();
    await chat.happens({ type: 'text', messageId: 'answer', text: '\nFour\n\nFive\n' });
    await eventually(() => chat.page.locator('.markdown p').count(), 4);
    deepEqual(await title?.evaluate((element) => element.isConnected), true);
  });

  it('sets the blocks of a long answer as far apart as those of a short one, wherever they stand', async () => {
    const chat = await openChatPage({ thread: answered('tea\n\n'.repeat(150)) });
    await eventually(() => chat.page.locator('.markdown p').count(), 150);
    const gaps = await chat.page.locator('.markdown p').evaluateAll((all) => all.slice(1).map((each, index) => Math.round(each.getBoundingClientRect().top - (all[index]?.getBoundingClientRect().bottom ?? 0))));
    deepEqual([...new Set(gaps)], [10]);
    deepEqual(await chat.page.locator('.markdown p').last().evaluate((last) => getComputedStyle(last).marginBottom), '0px');
  });

  it('says when an answer is too long to be shown whole (case 106)', async () => {
    const chat = await openChatPage({ thread: answered(`${'long '.repeat(250_000)}end`) });
    await chat.page.getByText('The rest of this answer is too long to be shown here.').waitFor();
    deepEqual((await chat.page.locator('.markdown').textContent())?.length, 999_999);
  });
});

describe('A link in the page', () => {
  const thread = answered('[words](https://example.com/a) and ![a chart](https://example.com/b.png)');
  const presses: Readonly<Record<string, (chat: ChatPage) => Promise<void>>> = {
    'by mouse': async ({ page }) => {
      await page.getByRole('link', { name: 'words' }).click();
      await page.getByRole('button', { name: '🖼 a chart (example.com)' }).click();
    },
    'by keyboard': async ({ page }) => {
      await page.getByRole('link', { name: 'words' }).press('Enter');
      await page.getByRole('button', { name: '🖼 a chart (example.com)' }).press('Enter');
    },
  };
  for (const [how, press] of Object.entries(presses)) {
    it(`is asked of the host when it is pressed ${how}, and followed nowhere`, async () => {
      const chat = await openChatPage({ thread });
      await press(chat);
      const asked = ['https://example.com/a', 'https://example.com/b.png'].map((address, index) => ['openLink', { threadId: 'thread', messageId: 'answer', index, fingerprint: fingerprint(address) }] as const);
      await eventually(() => chat.asked, asked);
      deepEqual([chat.fetched, new URL(chat.page.url()).pathname], [[], '/']);
    });
  }
});

/** What each formula is drawn as: an element, or its source. */
const shape = ({ page }: ChatPage): Promise<readonly string[]> => page.locator('.formula').evaluateAll((all) => all.map((each) => each.firstElementChild?.localName ?? each.textContent));

describe('A formula in the page', () => {
  it('is drawn as MathML, and is its source where it cannot be', async () => {
    const chat = await openChatPage({ thread: answered('Let $x^2$ be.\n\n$$\n\\frac{a}{b}\n$$\n\n$$ \\frac{a $$\n\n$$ a\u202Eb $$') });
    await eventually(() => shape(chat), ['math', 'math', '$$ \\frac{a $$', '$$ a⟦U+202E⟧b $$']);
  });

  it('is its source until its end has come', async () => {
    const chat = await openChatPage({ thread: answered('$$\n\\frac{a}{b}', { state: 'running' }) });
    deepEqual(await shape(chat), ['$$\n\\frac{a}{b}']);
    await chat.happens({ type: 'text', messageId: 'answer', text: '\n$$\n' });
    await eventually(() => shape(chat), ['math']);
  });

  it('carries no links, images, styles or classes of its own', async () => {
    const tex = ['\\href{https://evil.example/1}{a}', '\\includegraphics{https://evil.example/2}', '\\class{b}{c}', '\\style{background:url(https://evil.example/3)}{d}', '\\color{red}e', '\\boxed{f}'];
    const chat = await openChatPage({ thread: answered(tex.map((each) => `$$ ${each} $$`).join('\n\n')) });
    await eventually(async () => (await shape(chat)).filter((each) => each === 'math').length, 2);
    const alien = await chat.page.locator('.formula :is([href], [src], [style], [id], img, a)').count();
    deepEqual([alien, chat.fetched], [0, []]);
  });
});

describe('A block of code', () => {
  const thread = answered('```ts\n if (a) {\n}\n```\n');

  it('says its language and is copied exactly', async () => {
    const { page } = await openChatPage({ thread });
    deepEqual(await page.locator('.code-language').innerText(), 'ts');
    await page.getByRole('button', { name: 'Copy code' }).click();
    await eventually(() => page.getByRole('button', { name: 'Copy code' }).innerText(), 'Copied');
    deepEqual(await page.evaluate(() => navigator.clipboard.readText()), ' if (a) {\n}');
  });

  it('is copied even where the clipboard is refused', async () => {
    const { page } = await openChatPage({ thread });
    await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); });
    await page.getByRole('button', { name: 'Copy code' }).click();
    await eventually(() => page.getByRole('button', { name: 'Copy code' }).innerText(), 'Copied');
    deepEqual(await page.evaluate(() => navigator.clipboard.readText()), ' if (a) {\n}');
  });

  it('shows hidden characters, warns of them, and copies what was written (cases 108, 109)', async () => {
    const { page } = await openChatPage({ thread: answered('```\nrm \u202Ex\n```') });
    deepEqual(await page.locator('.code-block code').innerText(), 'rm ⟦U+202E⟧x');
    await page.getByRole('button', { name: 'Copy code' }).click();
    await eventually(() => page.getByRole('button', { name: 'Copy code' }).innerText(), 'Copied, with hidden characters');
    deepEqual(await page.evaluate(() => navigator.clipboard.readText()), 'rm \u202Ex');
  });
});

describe('Hostile text', () => {
  const hostile = [
    '![a](https://evil.example/1.png) ![b][r] ![c](//evil.example/2.png) ![d](data:image/svg+xml,<svg/onload=alert(1)>)',
    '[r]: https://evil.example/3.png',
    '<img src="https://evil.example/4.png" onerror="alert(1)"> <video poster="https://evil.example/5.png"></video>',
    '<script>alert(1)</script>', '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/6">',
    '<link rel="stylesheet" href="https://evil.example/7.css"><style>body{background:url(https://evil.example/8.png)}</style>',
    '<form action="https://evil.example/9"><button>Go</button></form>', '<svg><image href="https://evil.example/10.png"/></svg>',
    '[a](javascript:alert(1)) [b](command:workbench.action.quit) [c](vscode://x) [d](file:///etc/passwd)',
    '[e](//evil.example) [f](\\\\evil.example\\x)',
    '<img srcset="https://evil.example/12.png 1x"><math href="https://evil.example/13"><mi>x</mi></math> ![u](\\\\evil.example\\u.png) $\\href{https://evil.example/14}{x}$',
    '```"><img src=x onerror=alert(1)>\nx\n```', '|<b>|\n|-|\n|<img src=https://evil.example/11.png>|',
  ].join('\n\n');
  const name = '"><img src="https://evil.example/name.png">';

  it('loads nothing, runs nothing, and leads only where it says (cases 96, 99, 101)', async () => {
    const { page, fetched } = await openChatPage({ thread: answered(hostile) });
    await page.waitForLoadState('networkidle');
    const links = await page.locator('.log a').evaluateAll((all) => all.map((link) => [link.getAttribute('data-address'), link.getAttribute('href')]));
    deepEqual(
      {
        fetched,
        leadingElsewhere: links.filter(([address, href]) => href !== null || address?.startsWith('https://evil.example/') !== true),
        alien: await page.locator('.log :is(img, script, style, iframe, video, svg, form, meta, link, input)').count(),
        path: new URL(page.url()).pathname,
      },
      { fetched: [], leadingElsewhere: [], alien: 0, path: '/' },
    );
  });

  it('is text in every other place, too (cases 97, 102)', async () => {
    const thread = sampleThread([samplePrompt('p', hostile, { attachments: [sampleAttachment('a', name, 1, 2)] })], { title: name });
    const failure = { kind: 'settings', message: name, action: 'openSettings' } as const;
    const status = { assistantName: name, connectionName: name, model: name, starters: [name], takes: [], failure };
    const { page, fetched } = await openChatPage({ thread, status, attachments: [sampleAttachment('b', name, 3, 3)] });
    await page.waitForLoadState('networkidle');
    deepEqual([fetched, await page.locator('img').count()], [[], 0]);
    deepEqual(await page.locator('.prompt-words').textContent(), hostile);
  });

  it('is text in what an answer was made with and came to: steps, files, sources, a model (cases 97, 102)', async () => {
    const steps = [{ id: 's', kind: 'tool', title: name, state: 'complete', input: name, output: name }] as const;
    const outputs = [{ id: 'o', name, mediaType: 'text/plain', state: 'lost', why: name }] as const;
    const { page, fetched } = await openChatPage({ thread: answered('So.', { connectionName: name, model: name, steps, outputs, citations: [{ number: 1, name, path: name, quote: name }] }) });
    await page.waitForLoadState('networkidle');
    deepEqual([fetched, await page.locator('img').count(), (await page.locator('.log').textContent())?.includes(name)], [[], 0, true]);
  });

  it('cannot speak for the host from another origin, and only on the channel of this page (case 105)', async () => {
    const { page, drawn } = await openChatPage({ thread: answered('Mine') });
    const forged = (origin: string, channel: string): Promise<void> => page.evaluate(([from, on]) => {
      const data = { kind: 'events', channel: on, events: [{ type: 'opened' }] };
      window.dispatchEvent(new MessageEvent('message', { data, origin: from ?? '' }));
    }, [origin, channel]);
    const own = new URL(page.url()).origin;
    await forged('https://evil.example', 'channel-of-the-test');
    await forged(own, 'another');
    await drawn();
    deepEqual(await page.getByRole('article').count(), 2);
    await forged(own, 'channel-of-the-test');
    await eventually(() => page.getByRole('article').count(), 0);
  });
});
