import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { chipOf } from '../../src/shared/chip.ts';
import type { Snapshot } from '../../src/shared/snapshot.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { textLimit } from '../../src/shared/schemas.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered, sampleAttachment, samplePrompt, sampleStatus, sampleThread, sampleTime } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const message = ({ page }: ChatPage) => page.getByRole('textbox', { name: 'Message' });
const typed = (chat: ChatPage): Promise<string> => message(chat).inputValue();
const sent = (text: string, attachmentIds: readonly string[] = []): readonly [string, unknown] =>
  ['send', { threadId: 'thread', text, attachmentIds }];
const busy = answered('So', { state: 'running' });

/** Composes text as an input method does, commits it with Enter, and lets go of the key. */
async function compose(chat: ChatPage, steps: readonly string[], committed: string): Promise<void> {
  const keyboard = await chat.page.context().newCDPSession(chat.page);
  for (const text of steps) await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
  await keyboard.send('Input.insertText', { text: committed });
  await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 });
}

describe('The composer', () => {
  it('sends on Enter and is empty once the prompt is stored', async () => {
    const chat = await openChatPage({ thread: answered('So') });
    await message(chat).fill('And then?');
    await message(chat).press('Enter');
    await eventually(async () => [chat.asked, await typed(chat)], [[sent('And then?')], '']);
  });

  it('asks the host to show what would be sent, and sends nothing', async () => {
    const chat = await openChatPage({ thread: answered('So'), attachments: [sampleAttachment('one', 'src/a.ts', 1, 2)] });
    await message(chat).fill('And then?');
    await chat.page.getByRole('button', { name: 'Show What Will Be Sent' }).click();
    await eventually(async () => [chat.asked, await typed(chat)], [[['showRequest', { threadId: 'thread', text: 'And then?', attachmentIds: ['one'] }]], 'And then?']);
  });

  it('has room for many chips: they are scrolled through, the newest in sight, and its buttons stay where they are', async () => {
    const attachments = Array.from({ length: 20 }, (_, index) => sampleAttachment(`f${String(index)}`, `src/file-${String(index)}.ts`, 1, 2));
    const chat = await openChatPage({ attachments: attachments.slice(1) });
    await chat.page.setViewportSize({ width: 300, height: 370 });
    await chat.tell({ type: 'attachments', attachments: attachments.map(chipOf) });
    const isInSight = (name: string): Promise<boolean> => chat.page.getByRole('button', { name, exact: true }).evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    await eventually(async () => [await isInSight('Open src/file-19.ts:1-2'), await isInSight('Send'), await isInSight('Attach…')], [true, true, true]);
  });

  it('sends by its button', async () => {
    const chat = await openChatPage({ thread: answered('So') });
    await message(chat).fill('And then?');
    await chat.page.getByRole('button', { name: 'Send' }).click();
    await eventually(() => chat.asked, [sent('And then?')]);
  });

  it('begins a thread when none is on show', async () => {
    const chat = await openChatPage();
    await message(chat).fill('Hello');
    await message(chat).press('Enter');
    await eventually(() => chat.asked, [['send', { text: 'Hello', attachmentIds: [] }]]);
  });

  it('sends into the new thread that was asked for, however soon', async () => {
    const turn = Promise.withResolvers<null>();
    const chat = await openChatPage({ thread: answered('So.'), host: { newThread: () => turn.promise } });
    await chat.page.getByRole('button', { name: 'New Thread' }).click();
    await chat.page.getByRole('textbox', { name: 'Message' }).fill('Hello');
    await chat.page.keyboard.press('Enter');
    await chat.tell({ type: 'opened' });
    turn.resolve(null);
    await eventually(() => chat.asked, [['send', { text: 'Hello', attachmentIds: [] }]]);
  });

  it('takes what is written early along into the new thread that was asked for', async () => {
    const turn = Promise.withResolvers<null>();
    const kept: unknown[] = [];
    const chat = await openChatPage({ thread: answered('So.'), host: { newThread: () => turn.promise, keepDraft: ({ threadId, text }) => { kept.push([threadId, text]); return Promise.resolve(null); } } });
    await chat.page.getByRole('button', { name: 'New Thread' }).click();
    await message(chat).fill('Hello');
    await chat.tell({ type: 'opened', draft: { text: 'Dear all,', at: sampleTime } });
    turn.resolve(null);
    await eventually(async () => [await typed(chat), kept.filter((each, index) => index >= kept.length - 2)], ['Dear all,\nHello', [['thread', ''], [undefined, 'Dear all,\nHello']]]);
    await chat.page.keyboard.press('Enter');
    await eventually(() => chat.asked, [['send', { text: 'Dear all,\nHello', attachmentIds: [] }]]);
  });

  it('sends what was sent too early as soon as the panel is ready', async () => {
    const ready = Promise.withResolvers<null>();
    let hellos = 0;
    const hello = async (): Promise<Snapshot> => {
      hellos += 1;
      if (hellos === 2) await ready.promise;
      return { attachments: [], currentEditor: { following: 'off' }, status: sampleStatus, assistants: [] };
    };
    const chat = await openChatPage({ host: { hello } });
    await chat.page.reload();
    await message(chat).fill('Hello');
    await message(chat).press('Enter');
    await chat.page.getByText('Sending as soon as the panel is ready…').waitFor();
    ready.resolve(null);
    await eventually(async () => [chat.asked, await typed(chat)], [[['send', { text: 'Hello', attachmentIds: [] }]], '']);
  });

  it('does not forget an Enter that comes while another prompt is on its way', async () => {
    const stored = Promise.withResolvers<{ readonly threadId: string }>();
    const sends: string[] = [];
    const send = (ask: { readonly text: string }): Promise<{ readonly threadId: string }> => {
      sends.push(ask.text);
      return sends.length === 1 ? stored.promise : Promise.resolve({ threadId: 'thread' });
    };
    const chat = await openChatPage({ thread: answered('So'), host: { send } });
    await message(chat).fill('First');
    await message(chat).press('Enter');
    await message(chat).press('Enter');
    await message(chat).fill('Second');
    await message(chat).press('Enter');
    stored.resolve({ threadId: 'thread' });
    await eventually(async () => [sends, await typed(chat)], [['First', 'Second'], '']);
  });

  it('leaves what is written behind a prompt while that is on its way, with the cursor in it', async () => {
    const stored = Promise.withResolvers<{ readonly threadId: string }>();
    const chat = await openChatPage({ thread: answered('So'), host: { send: () => stored.promise } });
    await message(chat).fill('First');
    await message(chat).press('Enter');
    await message(chat).pressSequentially(' Secnd');
    for (const key of ['ArrowLeft', 'ArrowLeft']) await message(chat).press(key);
    stored.resolve({ threadId: 'thread' });
    await eventually(async () => [await typed(chat), chat.drafts.at(-1)], ['Secnd', 'Secnd']);
    await message(chat).pressSequentially('o');
    deepEqual(await typed(chat), 'Second');
  });

  it('sends nothing of another thread that is on show by then, and leaves what was written where it was', async () => {
    const stored = Promise.withResolvers<{ readonly threadId: string }>();
    const sends: string[] = [];
    const kept: unknown[] = [];
    const send = (ask: { readonly text: string }): Promise<{ readonly threadId: string }> => {
      sends.push(ask.text);
      return stored.promise;
    };
    const chat = await openChatPage({ thread: answered('So'), host: { send, keepDraft: ({ threadId, text }) => { kept.push([threadId, text]); return Promise.resolve(null); } } });
    await message(chat).fill('First');
    await message(chat).press('Enter');
    await message(chat).fill('Second');
    await message(chat).press('Enter');
    await chat.tell({ type: 'opened', draft: { text: 'half a thought', at: sampleTime } });
    await eventually(() => typed(chat), 'half a thought');
    stored.resolve({ threadId: 'thread' });
    await chat.drawn();
    await eventually(async () => [sends, await typed(chat), kept.at(-1)], [['First'], 'half a thought', ['thread', 'Second']]);
  });

  it('leaves in another thread only what was written behind a prompt that was on its way from there', async () => {
    const stored = Promise.withResolvers<{ readonly threadId: string }>();
    const kept: unknown[] = [];
    const chat = await openChatPage({ thread: answered('So'), host: { send: () => stored.promise, keepDraft: ({ threadId, text }) => { kept.push([threadId, text]); return Promise.resolve(null); } } });
    await message(chat).fill('First');
    await message(chat).press('Enter');
    await message(chat).pressSequentially(' and more');
    await chat.tell({ type: 'opened', draft: { text: 'half a thought', at: sampleTime } });
    await eventually(() => kept.at(-1), ['thread', 'First and more']);
    stored.resolve({ threadId: 'thread' });
    await eventually(async () => [kept.at(-1), await typed(chat)], [['thread', 'and more'], 'half a thought']);
  });

  it('lets the host know what is written before it is sent', async () => {
    const heard: string[] = [];
    const chat = await openChatPage({
      thread: answered('So'),
      host: { keepDraft: ({ text }) => { heard.push(`draft ${text}`); return Promise.resolve(null); }, send: ({ text }) => { heard.push(`send ${text}`); return Promise.resolve({ threadId: 'thread' }); } },
    });
    await message(chat).fill('And then?');
    await message(chat).press('Enter');
    await eventually(() => heard, ['draft And then?', 'send And then?', 'draft ']);
  });

  it('sends nothing more by itself when a prompt was refused', async () => {
    const refused = Promise.withResolvers<{ readonly threadId: string }>();
    const sends: string[] = [];
    const send = (ask: { readonly text: string }): Promise<{ readonly threadId: string }> => {
      sends.push(ask.text);
      return refused.promise;
    };
    const chat = await openChatPage({ thread: answered('So'), host: { send } });
    await message(chat).fill('First');
    await message(chat).press('Enter');
    await message(chat).fill('Second');
    await message(chat).press('Enter');
    refused.reject(new FailureError({ kind: 'storage', message: 'The disk is full.', action: 'openLog' }));
    await chat.page.getByText('The disk is full.').first().waitFor();
    await chat.drawn();
    deepEqual([sends, await typed(chat)], [['First'], 'Second']);
  });

  it('breaks the line on Shift+Enter', async () => {
    const chat = await openChatPage();
    await message(chat).pressSequentially('a');
    await message(chat).press('Shift+Enter');
    await message(chat).pressSequentially('b');
    deepEqual([await typed(chat), chat.asked], ['a\nb', []]);
  });

  it('does not send white space', async () => {
    const chat = await openChatPage();
    await message(chat).fill(' \n\t');
    await message(chat).press('Enter');
    await chat.drawn();
    deepEqual([await typed(chat), chat.asked], [' \n\t', []]);
  });

  it('sends attachments without a word', async () => {
    const chat = await openChatPage({ thread: answered('So'), attachments: [sampleAttachment('one', 'src/a.ts', 3, 9)] });
    await message(chat).press('Enter');
    await eventually(() => chat.asked, [sent('', ['one'])]);
  });

  it('sends once, however often Enter is pressed', async () => {
    const stored = Promise.withResolvers<{ readonly threadId: string }>();
    const asked: unknown[] = [];
    const chat = await openChatPage({ thread: answered('So'), host: { send: (ask) => { asked.push(ask); return stored.promise; } } });
    await message(chat).fill('Once');
    for (let press = 0; press < 3; press += 1) await message(chat).press('Enter');
    await eventually(() => asked.length, 1);
    stored.resolve({ threadId: 'thread' });
    await eventually(async () => [asked.length, await typed(chat)], [1, '']);
  });

  it('keeps what the prompt was made into while it was being stored', async () => {
    const stored = Promise.withResolvers<{ readonly threadId: string }>();
    const chat = await openChatPage({ thread: answered('So'), host: { send: () => stored.promise } });
    await message(chat).fill('First');
    await message(chat).press('Enter');
    await message(chat).fill('The first');
    stored.resolve({ threadId: 'thread' });
    await chat.drawn();
    deepEqual(await typed(chat), 'The first');
  });

  it('keeps the text when it was refused, says why, and can try again', async () => {
    const asked: unknown[] = [];
    const refusal = new FailureError({ kind: 'storage', message: 'The disk is full.', action: 'retry' });
    const chat = await openChatPage({
      thread: answered('So'),
      host: { send: (ask) => { asked.push(ask); return asked.length === 1 ? Promise.reject(refusal) : Promise.resolve({ threadId: 'thread' }); } },
    });
    await message(chat).fill('Precious');
    await message(chat).press('Enter');
    deepEqual([await chat.page.getByRole('alert').innerText(), await typed(chat)], ['The disk is full.\n\nRetry', 'Precious']);
    await chat.page.getByRole('button', { name: 'Retry' }).last().click();
    await eventually(async () => [asked.length, await typed(chat), await chat.page.getByRole('alert').count()], [2, '', 0]);
  });

  it('lets the notice of a refusal be dismissed', async () => {
    const refusal = new FailureError({ kind: 'internal', message: 'No.', action: 'openLog' });
    const chat = await openChatPage({ host: { send: () => Promise.reject(refusal) } });
    await message(chat).fill('Precious');
    await message(chat).press('Enter');
    await chat.page.getByRole('button', { name: 'Dismiss' }).click();
    await eventually(async () => [await chat.page.getByRole('alert').count(), await typed(chat)], [0, 'Precious']);
  });

  it('refuses in words what is too long', async () => {
    const chat = await openChatPage();
    await message(chat).evaluate((area: HTMLTextAreaElement, length) => {
      area.style.display = 'none'; // The browser is not asked to lay out that much.
      area.value = 'a'.repeat(length);
      area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    }, textLimit + 1);
    await eventually(() => chat.page.locator('.hint').innerText(), 'This is too long to send: 8,000,001 characters, where 8,000,000 are the most.');
    deepEqual(chat.asked, []);
  });

  it('does not take in what would make it too long', async () => {
    const chat = await openChatPage();
    await message(chat).fill('Look:');
    await message(chat).evaluate((area, length) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'a'.repeat(length));
      area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
    }, textLimit);
    await eventually(() => chat.page.locator('.hint').innerText(), 'This is too long to send: 8,000,005 characters, where 8,000,000 are the most.');
    deepEqual(await typed(chat), 'Look:');
  });

  it('has a draft for each thread, and gives the host the last word of the one that it leaves', async () => {
    const chat = await openChatPage({ thread: answered('So') });
    await message(chat).fill('for this one');
    await chat.tell({ type: 'opened', draft: { text: 'for a new one', at: sampleTime } });
    await eventually(async () => [await typed(chat), chat.drafts], ['for a new one', ['for this one']]);
    await chat.tell({ type: 'opened', thread: answered('So'), draft: { text: 'for this one', at: sampleTime } });
    await eventually(() => typed(chat), 'for this one');
  });

  it('leaves what is written in a new temporary thread there', async () => {
    const kept: unknown[] = [];
    const chat = await openChatPage({ host: { keepDraft: (ask) => { kept.push([ask.temporary, ask.text]); return Promise.resolve(null); } } });
    await chat.tell({ type: 'opened', temporary: true, draft: { text: '', at: 0 } });
    await message(chat).fill('a secret');
    await chat.tell({ type: 'opened', draft: { text: 'for a new one', at: 1 } });
    const regular = await typed(chat);
    await chat.tell({ type: 'opened', temporary: true, draft: { text: '', at: 0 } });
    await eventually(async () => [regular, await typed(chat), kept], ['for a new one', 'a secret', [[undefined, ''], [true, 'a secret'], [undefined, 'for a new one']]]);
  });

  it('takes what is being written along into the thread that begins', async () => {
    const kept: unknown[] = [];
    const chat = await openChatPage({ host: { keepDraft: ({ threadId, text }) => { kept.push([threadId, text]); return Promise.resolve(null); } } });
    await message(chat).fill('half a thou');
    await chat.tell({ type: 'opened', thread: answered('So') });
    await eventually(() => kept.slice(-2), [[undefined, ''], ['thread', 'half a thou']]);
    await message(chat).pressSequentially('ght');
    await eventually(async () => [await typed(chat), kept.at(-1)], ['half a thought', ['thread', 'half a thought']]);
  });

  it('keeps the draft over a reload', async () => {
    const chat = await openChatPage({ thread: answered('So') });
    await message(chat).fill('half a thought');
    await chat.page.reload();
    await eventually(() => typed(chat), 'half a thought');
  });

  it('gives the host what is written to keep, and at once when it is gone', async () => {
    const chat = await openChatPage({ thread: answered('So') });
    await message(chat).fill('And then?');
    await eventually(() => chat.drafts, ['And then?']);
    await message(chat).press('Enter');
    await eventually(() => chat.drafts, ['And then?', '']);
  });

  it('takes up the draft that the host kept through a crash', async () => {
    const chat = await openChatPage({ draft: { text: 'half a thought', at: sampleTime } });
    deepEqual(await typed(chat), 'half a thought');
  });

  it('prefers what was written later than what the host kept', async () => {
    const chat = await openChatPage({ draft: { text: 'old', at: sampleTime } });
    await message(chat).fill('new');
    await chat.page.reload();
    await eventually(() => typed(chat), 'new');
  });

  it('takes the focus when the host says so', async () => {
    const chat = await openChatPage();
    await chat.tell({ type: 'compose' });
    await eventually(() => chat.page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Message');
  });

  it('grows with the text up to a third of the view', async () => {
    const chat = await openChatPage({ height: 600 });
    const height = async (): Promise<number> => (await message(chat).boundingBox())?.height ?? 0;
    const heights = [await height()];
    for (const lines of [4, 100]) {
      await message(chat).fill('a\n'.repeat(lines));
      heights.push(await height());
    }
    deepEqual([(heights[0] ?? 0) < (heights[1] ?? 0), heights[2]], [true, 198]);
  });
});

describe('While an answer arrives, the composer', () => {
  it('sends all the same, for the host to queue, and says so', async () => {
    const chat = await openChatPage({ thread: busy });
    deepEqual(await message(chat).getAttribute('placeholder'), 'Ask Rubber Duck next… (Enter to queue, Ctrl+Enter to stop the answer and send)');
    await message(chat).fill('And then?');
    await message(chat).press('Enter');
    await message(chat).fill('And now?');
    await chat.page.getByRole('button', { name: 'Queue' }).click();
    await eventually(async () => [await typed(chat), chat.asked], ['', [sent('And then?'), sent('And now?')]]);
  });

  it('has it stopped by Ctrl+Enter, and sends at once', async () => {
    const chat = await openChatPage({ thread: busy });
    await message(chat).fill('And then?');
    await message(chat).press('Control+Enter');
    await eventually(() => chat.asked, [['send', { threadId: 'thread', text: 'And then?', attachmentIds: [], now: true }]]);
  });

  it('stops it', async () => {
    const chat = await openChatPage({ thread: busy });
    await chat.page.getByRole('button', { name: 'Stop' }).click();
    await eventually(() => chat.asked, [['stop', { threadId: 'thread' }]]);
  });

  it('offers either to send or to stop, and moves the focus on', async () => {
    const chat = await openChatPage({ thread: busy });
    const offered = (): Promise<boolean[]> => Promise.all(['Send', 'Stop'].map((name) => chat.page.getByRole('button', { name }).isVisible()));
    deepEqual(await offered(), [false, true]);
    await chat.page.getByRole('button', { name: 'Stop' }).focus();
    await chat.happens({ type: 'settled', at: sampleTime, messageId: 'answer', outcome: { state: 'stopped' } });
    await eventually(offered, [true, false]);
    deepEqual(await chat.page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Message');
  });
});

describe('Where Ctrl+Enter is to send', () => {
  const status = { ...sampleStatus, sendKey: 'ctrlEnter' } as const;

  it('Enter breaks the line, Ctrl+Enter sends, and the composer says so', async () => {
    const chat = await openChatPage({ thread: answered('So'), status });
    await message(chat).pressSequentially('a');
    await message(chat).press('Enter');
    await message(chat).pressSequentially('b');
    await message(chat).press('Control+Enter');
    await eventually(async () => [chat.asked, await message(chat).getAttribute('placeholder')], [[sent('a\nb')], 'Ask Rubber Duck… (Ctrl+Enter to send, Enter for a new line)']);
  });

  it('Ctrl+Shift+Enter stops the answer and sends', async () => {
    const chat = await openChatPage({ thread: busy, status });
    await message(chat).fill('a');
    await message(chat).press('Control+Shift+Enter');
    await eventually(() => chat.asked, [['send', { threadId: 'thread', text: 'a', attachmentIds: [], now: true }]]);
  });
});

describe('An input method', () => {
  for (const [language, steps, committed] of [
    ['Japanese', ['ｋ', 'か', 'かん', 'かんじ', '漢字'], '漢字'],
    ['Korean', ['ㅎ', '하', '한'], '한'],
  ] as const) {
    it(`takes the Enter that ends a ${language} word; the next one sends`, async () => {
      const chat = await openChatPage({ thread: answered('So') });
      await message(chat).focus();
      await compose(chat, steps, committed);
      await chat.drawn();
      deepEqual([await typed(chat), chat.asked], [committed, []]);
      await message(chat).press('Enter');
      await eventually(() => chat.asked, [sent(committed)]);
    });
  }

  it('takes the Enter that comes right after the end of the composition, as in WebKit', async () => {
    const chat = await openChatPage({ thread: answered('So') });
    await message(chat).fill('かんじ');
    await message(chat).evaluate((area) => {
      area.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
      area.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: 'かんじ' }));
      area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      area.dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', bubbles: true }));
    });
    await chat.drawn();
    deepEqual(chat.asked, []);
    await message(chat).press('Enter');
    await eventually(() => chat.asked, [sent('かんじ')]);
  });

  it('goes on composing when the prompt before it is stored meanwhile', async () => {
    const stored = Promise.withResolvers<{ readonly threadId: string }>();
    const chat = await openChatPage({ thread: answered('So'), host: { send: () => stored.promise } });
    await message(chat).fill('차');
    await message(chat).press('Enter');
    const keyboard = await chat.page.context().newCDPSession(chat.page);
    await keyboard.send('Input.imeSetComposition', { text: '하', selectionStart: 1, selectionEnd: 1 });
    stored.resolve({ threadId: 'thread' });
    await chat.drawn();
    const meanwhile = await typed(chat);
    await compose(chat, ['한'], '한');
    await eventually(async () => [meanwhile, await typed(chat)], ['차하', '한']);
  });

  it('chooses nothing from a list, and the list stays as it is while text is composed', async () => {
    const chat = await openChatPage({ host: { findFiles: ({ query }) => Promise.resolve({ found: [{ id: 'f', kind: 'file', name: `${query}.ts`, folder: '', nameMarks: [], folderMarks: [] }] }) } });
    await message(chat).pressSequentially('#a');
    await chat.page.getByRole('option', { name: 'a.ts' }).waitFor();
    await compose(chat, ['ㅎ', '한'], '한');
    await chat.page.getByRole('option', { name: 'a한.ts' }).waitFor();
    deepEqual([await typed(chat), chat.asked], ['#a한', []]);
  });

  it('takes an Enter that only its key code marks', async () => {
    const chat = await openChatPage({ thread: answered('So') });
    await message(chat).fill('한');
    // oxlint-disable-next-line typescript/no-deprecated -- that is what is tried here
    await message(chat).evaluate((area) => area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229 })));
    await chat.drawn();
    deepEqual(chat.asked, []);
  });
});

describe('What goes with the next prompt', () => {
  const attachments = [sampleAttachment('one', 'src/a.ts', 3, 9), sampleAttachment('two', 'src/b.ts', 4, 4)];

  it('is shown by path and lines, and can be taken away', async () => {
    const chat = await openChatPage({ attachments });
    deepEqual(await chat.page.getByRole('list', { name: 'Attachments' }).getByRole('listitem').allInnerTexts(), ['src/a.ts:3-9\n18 bytes · as text', 'src/b.ts:4\n18 bytes · as text']);
    await chat.page.getByRole('button', { name: 'Remove src/a.ts:3-9' }).click();
    await eventually(() => chat.asked, [['detach', { attachmentId: 'one' }]]);
    await chat.tell({ type: 'attachments', attachments: attachments.slice(1).map(chipOf) });
    await eventually(() => chat.page.getByRole('list', { name: 'Attachments' }).getByRole('listitem').allInnerTexts(), ['src/b.ts:4\n18 bytes · as text']);
  });

  it('opens what it stands for, in the composer and in a prompt', async () => {
    const chat = await openChatPage({ thread: sampleThread([samplePrompt('question', 'Why?', { attachments: [sampleAttachment('three', 'src/c.ts', 1, 2)] })]), attachments });
    await chat.page.getByRole('button', { name: 'Open src/a.ts:3-9' }).click();
    await chat.page.getByRole('button', { name: 'Open src/c.ts:1-2' }).click();
    await eventually(() => chat.asked, [['openAttachment', { attachmentId: 'one' }], ['openAttachment', { attachmentId: 'three', messageId: 'question' }]]);
  });

  it('is picked in VS Code’s own surface, and shows its kind, size and tokens', async () => {
    const chat = await openChatPage({ attachments: [{ ...sampleAttachment('one', 'src/a.ts', 3, 9), tokens: 1234, unsaved: true }, { id: 'two', kind: 'changes', path: 'Staged changes', language: 'diff', text: 'x'.repeat(2048) }] });
    await chat.page.getByRole('button', { name: 'Attach…' }).click();
    await eventually(() => chat.asked, [['attach', undefined]]);
    deepEqual(await chat.page.getByRole('list', { name: 'Attachments' }).getByRole('listitem').allInnerTexts(), ['src/a.ts:3-9\nnot saved · 18 bytes · ~1,234 tokens · as text', 'Staged changes\n2.0 KB · as text']);
  });

  it('shows what hides in its path', async () => {
    const { page } = await openChatPage({ attachments: [sampleAttachment('one', 'src/\u202Etxt.exe', 1, 2)] });
    deepEqual(await page.getByRole('list', { name: 'Attachments' }).allInnerTexts(), ['src/⟦U+202E⟧txt.exe:1-2\n18 bytes · as text']);
  });
});

async function paste(chat: ChatPage, text: string): Promise<void> {
  await chat.page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await message(chat).press('Control+v');
}

describe('A long text that is pasted', () => {
  const long = Array.from({ length: 12 }, (_, index) => `line ${String(index)}`).join('\n');

  it('becomes an attachment, and Ctrl+Z puts it into the text instead', async () => {
    const chat = await openChatPage();
    await message(chat).fill('Look: ');
    await paste(chat, long);
    await eventually(() => chat.asked.map(([method, ask]) => (method === 'uploadPiece' ? method : [method, ask])), [['beginUpload', { name: 'Pasted text, 12 lines', bytes: long.length }], 'uploadPiece']);
    await chat.tell({ type: 'attachments', attachments: [chipOf({ id: 'one', kind: 'dropped', path: 'Pasted text, 12 lines', language: '', text: long })] });
    await chat.page.getByRole('button', { name: 'Open Pasted text, 12 lines' }).waitFor();
    await message(chat).press('Control+z');
    await eventually(async () => [await typed(chat), chat.asked.at(-1)], [`Look: ${long}`, ['detach', { attachmentId: 'one' }]]);
  });

  it('is one of more than ten lines or 2,000 characters', async () => {
    const chat = await openChatPage();
    await paste(chat, 'a\n'.repeat(10));
    await paste(chat, 'b'.repeat(2000));
    await eventually(async () => [(await typed(chat)).length, chat.asked], [2020, []]);
    await paste(chat, 'c'.repeat(2001));
    await eventually(async () => [(await typed(chat)).length, chat.asked[0]], [2020, ['beginUpload', { name: 'Pasted text, 1 line', bytes: 2001 }]]);
  });
});
