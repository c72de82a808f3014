import { deepEqual } from 'node:assert/strict';
import { answered } from '../support/chatSamples.ts';
import { openChatPage } from '../support/chatPage.ts';
import { chatChannel } from '../support/chatServer.ts';

describe('A script in the page', () => {
  it('reaches the host only with questions that keep to the contract (case 103)', async () => {
    const { page, asked, drawn } = await openChatPage({ thread: answered('So.') });
    const before = asked.length;
    await page.evaluate((channel) => {
      // The page's own script took VS Code's only API; this is what lies beneath it.
      const toHost: unknown = Reflect.get(window, 'toHost');
      if (typeof toHost !== 'function') throw new Error('There is no way to the host.');
      const ask = { threadId: 'thread', text: 'x', attachmentIds: [] };
      const call = { kind: 'call', channel, id: 1, method: 'send', ask };
      const forged = [
        null, 'send', { ...call, kind: 'execute' }, { ...call, channel: 'stale' }, { ...call, method: 'openExternal' }, { ...call, method: '__proto__' }, { ...call, more: 1 },
        { ...call, ask: { ...ask, path: '/etc/passwd' } }, { ...call, ask: { ...ask, attachmentIds: ['x'.repeat(500)] } },
        { ...call, ask: { ...ask, text: { toString: 'x' } } },
      ];
      for (const message of forged) void Reflect.apply(toHost, window, [message]);
    }, chatChannel);
    await drawn();
    deepEqual(asked.slice(before), []);
  });
});
