import assert from 'node:assert/strict';
import { checkSetup, type DoctorParts } from '../../src/core/doctor.ts';
import { setupInWords, setupReport, type Check, type CheckedPart } from '../../src/core/setupReport.ts';
import { FailureError } from '../../src/shared/rpc.ts';

const now = Date.UTC(2026, 10, 21, 12);
const openAi = { id: 'openai', name: 'OpenAI', baseUrl: 'https://api.openai.com/v1', api: 'responses', auth: 'key' };
const local = { id: 'local', name: 'Local_one', baseUrl: 'http://127.0.0.1:1/v1', api: 'chatCompletions', auth: 'none' };
const healthy = { folder: '~/storage', bytes: 3_000_000, free: 50_000_000_000, databases: [{ name: 'threads.db', bytes: 2_000_000 }] };
const found = [{ subject: 'Models', ok: true, words: '2 listed' }, { subject: 'Responses', ok: true, words: 'there' }, { subject: 'Conversations', ok: false, isMissing: true as const, words: 'not there' }];

const wellBeing: DoctorParts = {
  settings: () => ({ connections: [openAi], active: 'openai' }),
  reach: async () => ({ status: 401, took: 12.3, serverTime: now - 500 }),
  checkKey: async () => undefined,
  backEndOf: async () => ({ examine: async () => found }),
  proxy: () => ({ proxy: '', support: 'override', isStrict: true, environment: {} }),
  storage: async () => healthy,
  versions: () => ({ Node: '24.1.0' }),
  now: () => now,
};

const look = (parts: Partial<DoctorParts> = {}): Promise<readonly CheckedPart[]> => checkSetup({ ...wellBeing, ...parts }, new AbortController().signal, () => undefined);

/** What is not in order in one part, in words. */
async function complaints(title: string, parts: Partial<DoctorParts>): Promise<readonly string[]> {
  const checks = (await look(parts)).find((part) => part.title === title)?.checks ?? [];
  return checks.filter(({ state }) => state !== 'ok').map(({ state, subject, words, action }) => `${state}: ${subject}: ${words} → ${action ?? ''}`);
}

const fails = (failure: Partial<FailureError['failure']>) => async (): Promise<never> => {
  throw new FailureError({ kind: 'offline', message: 'It failed.', action: 'retry', ...failure });
};

describe('The doctor', () => {
  it('finds everything in order, and says what it saw', async () => {
    const parts = await look();
    assert.equal(setupInWords(parts), 'Everything is in order.');
    assert.deepEqual(parts.map(({ title, checks }) => [title, ...checks.map(({ subject, words }) => `${subject}: ${words}`)]), [
      ['OpenAI (in use)', 'Address: https://api.openai.com/v1, by the “responses” API', 'Server: answers within 12 ms', 'Certificate: trusted', 'Clock: agrees with the server’s', 'Key: there is one; it goes to https://api.openai.com and nowhere else', 'Models: 2 listed', 'Responses: there', 'Conversations: not there'],
      ['Proxy', 'Proxy: none is set here; the system’s own may be used'],
      ['Storage', 'Folder: ~/storage can be written; it holds 3.0 MB', 'Disk: 50 GB are free', 'threads.db: whole, 2.0 MB'],
      ['Versions', 'Node: 24.1.0'],
    ]);
  });

  it('looks at each connection; what is wrong with one that is not in use is a warning', async () => {
    const both = { settings: () => ({ connections: [openAi, local], active: 'openai' }), reach: fails({ message: 'Nothing answers at 127.0.0.1:1; is the server running?' }) };
    assert.deepEqual([await complaints('OpenAI (in use)', both), await complaints('Local_one', both)].map((all) => all.map((words) => words.split(' ', 2).join(' '))), [['problem: Server:'], ['warning: Server:']]);
  });

  it('says what to do about a server, a certificate, a key and a clock', async () => {
    assert.deepEqual(
      [
        await complaints('OpenAI (in use)', { reach: async () => ({ status: 503, took: 1 }) }),
        await complaints('OpenAI (in use)', { reach: fails({ message: 'The certificate of api.openai.com is not trusted (CERT_HAS_EXPIRED).' }) }),
        await complaints('OpenAI (in use)', { checkKey: fails({ kind: 'noKey', message: 'There is no key for https://api.openai.com yet.' }) }),
        await complaints('OpenAI (in use)', { now: () => now + 600_000 }),
      ],
      [
        ['problem: Server: answers with an error of its own (503) → Try again later, or ask who runs the server.'],
        ['problem: Server: The certificate of api.openai.com is not trusted (CERT_HAS_EXPIRED). → Check the address in the setting assistants.connections, your network and your proxy.'],
        ['problem: Key: There is no key for https://api.openai.com yet. → Run “Assistants: Set API Key…”.'],
        ['problem: Clock: this computer’s clock is 601 seconds ahead of the server’s → Set the clock: certificates and sign-ins depend on it.'],
      ],
    );
  });

  it('says that a server cannot answer, and why what it has cannot be used', async () => {
    assert.deepEqual(await complaints('OpenAI (in use)', { backEndOf: async () => ({ examine: async () => [{ subject: 'Models', ok: false, words: 'The key was refused.' }, { subject: 'Responses', ok: false, isMissing: true, words: 'not there' }] }) }), [
      'problem: Models: The key was refused. → Run “Assistants: Test Connection”; the log has the details.',
      'problem: Answers: the server has neither the Responses API nor Chat Completions for you → Correct the address in the setting assistants.connections: most end in /v1.',
    ]);
  });

  it('names settings that cannot be used', async () => {
    assert.deepEqual(await complaints('Settings', { settings: () => ({ connections: [openAi, { ...local, baseUrl: 'ftp://x' }], active: 'local' }) }), [
      'problem: assistants.connections: Connection “local” in your settings: “baseUrl” is not an http(s) address. → Open your settings and correct it.',
      'problem: assistants.connection: names no connection that can be used → Run “Assistants: Choose Connection…”.',
    ]);
  });

  it('tells of a proxy its host alone, and warns of one that is not used or not checked', async () => {
    const proxy = { proxy: 'http://me:hunter2@proxy.example:8080', support: 'off', isStrict: false, environment: { HTTPS_PROXY: 'other.example:3128', https_proxy: ':::' } };
    const parts = await look({ proxy: () => proxy });
    assert.ok(!JSON.stringify(parts).includes('hunter2'));
    assert.deepEqual(parts.find(({ title }) => title === 'Proxy')?.checks.map(({ state, subject, words }: Check) => [state, subject, words]), [
      ['ok', 'http.proxy', 'proxy.example:8080'], ['ok', 'HTTPS_PROXY', 'other.example:3128'], ['warning', 'https_proxy', 'is not an address'],
      ['warning', 'http.proxySupport', 'off: the proxy is not used'], ['warning', 'http.proxyStrictSSL', 'off: certificates are not checked'],
    ]);
  });

  it('says what is wrong with the storage', async () => {
    const storage = { folder: '~/s', bytes: 0, free: 50_000_000, unwritable: 'EACCES', share: 'NFS', databases: [{ name: 'threads.db', bytes: 1, problem: 'damaged: row 3 missing' }] };
    assert.deepEqual(await complaints('Storage', { storage: async () => storage }), [
      'problem: Folder: ~/s cannot be written: EACCES → Give yourself the right to write there.',
      'problem: Disk: 50 MB are free → Make room: what cannot be stored is lost when VS Code closes.',
      'warning: Disk: a network share (NFS): there, two windows may damage what they both write → Keep VS Code’s user data on a disk of this computer.',
      'problem: threads.db: damaged: row 3 missing → Close VS Code, keep a copy of ~/s, and report it with this report.',
    ]);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const checking = checkSetup({ ...wellBeing, reach: async () => { controller.abort(); throw new Error('aborted'); } }, controller.signal, () => undefined);
    await assert.rejects(checking, { name: 'AbortError' });
  });

  it('writes a report in which no name or sentence is Markdown', () => {
    const parts: readonly CheckedPart[] = [{ title: 'My_*server*', checks: [{ state: 'ok', subject: 'Address', words: 'https://a.example/<b>' }, { state: 'warning', subject: 'Key', words: 'none\n# yet', action: 'Set one.' }, { state: 'problem', subject: 'Disk', words: 'full' }] }];
    assert.equal(setupReport(parts, now), [
      '# Setup of Workspace Assistants', '2026-11-21 12:00 UTC. There are 1 problem and 1 warning.', 'This report holds no keys, no prompts and no answers. It does name your connections and where they lead.', String.raw`## My\_\*server\*`,
      String.raw`- ok · Address: https://a.example/\<b\>` + '\n' + String.raw`- ⚠️ **Warning** · Key: none \# yet → Set one.` + '\n- ❌ **Problem** · Disk: full\n',
    ].join('\n\n'));
  });
});
