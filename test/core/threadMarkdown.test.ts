import assert from 'node:assert/strict';
import { threadMarkdown } from '../../src/core/threadMarkdown.ts';
import type { Answer } from '../../src/shared/message.ts';
import type { Thread } from '../../src/shared/thread.ts';
import { emptyThread } from '../../src/shared/threadEvents.ts';

const at = Date.UTC(2026, 10, 21, 9, 5);
const answer = (id: string, text: string, more: Partial<Answer> = {}): Answer => ({ role: 'assistant', id, parentId: 'p', at, assistantId: 'a', assistantName: 'Tea Master', connectionName: 'Here', model: 'leaf-1', text, state: 'complete', ...more });
const thread: Thread = {
  ...emptyThread, id: 't', title: 'Tea: "how long"?', instructions: 'Be brief.\nVery.', createdAt: at, updatedAt: at + 60_000, leafId: 'x',
  messages: [
    { role: 'user', id: 'p', at, text: 'How long?', attachments: [{ id: 'a', kind: 'selection', path: 'src/a.ts', lines: [3, 9], language: 'typescript', text: 'x' }, { id: 'b', kind: 'file', path: 'cup.png', language: '', text: '', media: { mediaType: 'image/png', bytes: 1, hash: 'h' } }] },
    answer('other', 'Not shown.'),
    answer('x', 'So [1]:\n\n````js\n```\nunfinished', {
      state: 'interrupted', failure: { kind: 'interrupted', message: 'It broke off.', action: 'continue' },
      citations: [{ number: 1, name: 'tea.md', startLine: 2, endLine: 4, quote: 'three\nminutes' }, { name: 'cup.md' }], outputs: [{ id: 'f', name: 'chart.png', mediaType: 'image/png', state: 'kept' }],
    }),
  ],
};

describe('A thread as Markdown', () => {
  it('has a head with what there is to know, and the branch on show with who said what, when and on what grounds', () => {
    assert.equal(threadMarkdown(thread, 'Tea Master'), `---
title: "Tea: \\"how long\\"?"
created: 2026-11-21T09:05:00.000Z
updated: 2026-11-21T09:06:00.000Z
assistant: "Tea Master"
models: ["leaf-1"]
messages: 2
---

# Tea: "how long"?

> Be brief.
> Very.

## You · 2026-11-21 09:05 UTC

How long?

**Attachments**

- src/a.ts, lines 3–9
- cup.png (image/png)

## Tea Master · leaf-1 · 2026-11-21 09:05 UTC

So [1]:

\`\`\`\`js
\`\`\`
unfinished
\`\`\`\`

*The answer is interrupted. It broke off.*

**Sources**

- [1] tea.md, lines 2–4 — “three minutes”
- cup.md

**Files**

- chart.png
`);
  });
});
