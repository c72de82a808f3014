import { deepEqual } from 'node:assert/strict';
import { emptyDefinition } from '../../src/core/assistant.ts';
import { partsOf } from '../../src/core/turnParts.ts';
import type { Attachment } from '../../src/shared/attachment.ts';

const assistant = { ...emptyDefinition, id: 'a', name: 'Duck' };

/** What the guard is told of attachments: the name, the path that is judged, and where it leads. */
const told = (attachments: readonly Attachment[]): readonly unknown[] =>
  partsOf({ assistant, history: [], prompt: { text: '', attachments } }, true).filter(({ origin }) => origin === 'attachment').map(({ name, path, leadsTo }) => [name, path, leadsTo]);

describe('The parts of a turn', () => {
  it('say of a file where it leads over links, for that name is judged, too', () => {
    deepEqual(told([{ id: 'f', kind: 'file', path: 'setup.md', leadsTo: '.env', language: '', text: 'A=1' }]), [['setup.md', 'setup.md', '.env']]);
  });

  it('say no path of what is no file', () => {
    deepEqual(told([{ id: 't', kind: 'terminal', path: 'Terminal “.env”', language: '', text: 'A=1' }]), [['Terminal “.env”', undefined, undefined]]);
  });
});
