import assert from 'node:assert/strict';
import { promptText } from '../../src/core/promptText.ts';
import type { Attachment } from '../../src/shared/model.ts';

const piece = (text: string, lines: readonly [number, number] = [3, 4]): Attachment => ({ id: 'a', kind: 'selection', path: 'src/a.ts', lines, language: 'typescript', text });

describe('promptText', () => {
  it('puts each attachment into a fenced block under its path and lines', () => {
    assert.equal(promptText({ text: 'Explain.', attachments: [piece('const a = 1;\nconst b = 2;\n')] }), 'Explain.\n\nsrc/a.ts:3-4\n```typescript\nconst a = 1;\nconst b = 2;\n```');
  });

  it('names a single line once, and needs no words', () => {
    assert.equal(promptText({ text: ' ', attachments: [piece('x', [7, 7])] }), 'src/a.ts:7\n```typescript\nx\n```');
  });

  it('outgrows every fence in the code', () => {
    assert.equal(promptText({ text: '', attachments: [piece('````md\n```\n````')] }), 'src/a.ts:3-4\n`````typescript\n````md\n```\n````\n`````');
  });
});
