import { deepEqual } from 'node:assert/strict';
import { emptyDefinition } from '../../src/core/assistant.ts';
import { Gate } from '../../src/core/gate.ts';
import type { Choice } from '../../src/core/obstacles.ts';
import { partsOf, withParts } from '../../src/core/turnParts.ts';
import type { Attachment } from '../../src/shared/attachment.ts';
import type { Answer } from '../../src/shared/message.ts';
import { letters } from './plantedSecrets.ts';

const assistant = { ...emptyDefinition, id: 'a', name: 'Duck' };

/** What the guard is told of attachments: the name, the path that is judged, and where it leads. */
const told = (attachments: readonly Attachment[]): readonly unknown[] =>
  partsOf({ assistant, history: [], prompt: { text: '', attachments } }, true).filter(({ origin }) => origin === 'attachment').map(({ name, path, leadsTo }) => [name, path, leadsTo]);

const here = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'none', headers: {} } as const;
const key = ['gh', 'p_', letters(36)].join('');
const diffOf = (path: string, line: string): string => `diff --git a/${path} b/${path}\nindex 1..2 100644\n--- a/${path}\n+++ b/${path}\n@@ -41 +41,2 @@\n same\n+${line}\n`;
const changes = (...diffs: readonly string[]): Attachment => ({ id: 'd', kind: 'changes', path: 'Staged changes', language: 'diff', text: diffs.join('') });

/** What is left of a prompt's attachments when the user decides like this, and what they were asked about. */
async function passed(attachments: readonly Attachment[], choices: Readonly<Record<string, Choice>>): Promise<{ readonly left: readonly Attachment[]; readonly asked: readonly unknown[] }> {
  const asked: unknown[] = [];
  const gate = new Gate(async (obstacles) => obstacles.map(({ name, hash, reason, findings }) => {
    asked.push([name, reason ?? findings.map(({ line }) => line)]);
    return { hash, choice: choices[name] ?? 'leaveOut' };
  }));
  const texts = { assistant, history: [], prompt: { text: 'Why?', attachments } };
  return { left: withParts(texts, await gate.pass({ threadId: 't', to: here, said: () => [] }, partsOf(texts, true))).prompt.attachments, asked };
}

describe('The parts of a turn', () => {
  it('say of a file where it leads over links, for that name is judged, too', () => {
    deepEqual(told([{ id: 'f', kind: 'file', path: 'setup.md', leadsTo: '.env', language: '', text: 'A=1' }]), [['setup.md', 'setup.md', '.env']]);
  });

  it('say no path of what is no file', () => {
    deepEqual(told([{ id: 't', kind: 'terminal', path: 'Terminal “.env”', language: '', text: 'A=1' }]), [['Terminal “.env”', undefined, undefined]]);
  });

  it('say of an earlier answer from which address it came, where that is known', () => {
    const answer: Answer = { role: 'assistant', id: 'x', parentId: 'p', at: 2, assistantId: 'a', assistantName: 'Duck', connectionName: 'Here', model: 'm', text: 'Yes.', state: 'complete' };
    const history = [{ ...answer, origin: 'http://127.0.0.1' }, answer];
    deepEqual(partsOf({ assistant, history, prompt: { text: '', attachments: [] } }, true).slice(4, 6).map(({ saidBy }) => saidBy), ['http://127.0.0.1', undefined]);
  });

  it('are the files of a diff: each is judged by its name and asked about with the line in that file', async () => {
    const all = changes(diffOf('src/a.ts', 'one'), diffOf('.env', 'MODE=quick'), diffOf('src/keys.ts', `const token = '${key}';`));
    const { left, asked } = await passed([all], { 'Staged changes: src/keys.ts': 'replace' });
    deepEqual(asked, [['Staged changes: .env', 'Environment files hold passwords and keys.'], ['Staged changes: src/keys.ts', [42]]]);
    deepEqual(left, [{ ...all, text: diffOf('src/a.ts', 'one') + diffOf('src/keys.ts', "const token = '‹secret 1: GitHub token›';") }]);
  });

  it('leave a diff as it is where nothing stands in the way, and none at all where all of it is left out', async () => {
    const plain = changes(diffOf('src/a.ts', 'one'), diffOf('src/b.ts', 'two'));
    deepEqual([(await passed([plain], {})).left, (await passed([changes(diffOf('.env', 'A=1'))], {})).left], [[plain], []]);
  });
});
