import assert from 'node:assert/strict';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import type { Connection } from '../../src/core/connections.ts';
import { ContextMeter, type Measured } from '../../src/core/contextMeter.ts';
import { ContextCounter } from '../../src/core/contextParts.ts';
import { limitsOf } from '../../src/core/contextWindows.ts';
import type { Model } from '../../src/core/engine.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import type { Attachment, Media, MediaType } from '../../src/shared/attachment.ts';
import type { Failure } from '../../src/shared/failure.ts';
import type { Prompt } from '../../src/shared/message.ts';

const connection = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'none', headers: {} } as const;
const assistant: Assistant = { ...emptyDefinition, id: 'a', name: 'Duck', instructions: 'be brief', parameters: { max_output_tokens: 10 } };
const words = (count: number): string => Array.from({ length: count }, () => 'word').join(' ');
const file = (size: number): Attachment => ({ id: 'f', kind: 'file', path: 'a.ts', language: 'ts', text: words(size) });
const media = (mediaType: MediaType, more: Partial<Media>): Attachment => ({ id: 'i', kind: 'file', path: mediaType, language: '', text: '', media: { mediaType, bytes: 400_000, hash: 'a'.repeat(64), ...more } });
const said = (count: number): Prompt => ({ role: 'user', id: String(count), at: 1, text: words(count), attachments: [] });

/** A meter that counts words, at a server whose model takes 100 tokens and which counts so many, if it counts. */
function stage(serverCount?: number | Error): { readonly meter: ContextMeter; readonly counts: () => readonly [here: number, there: number] } {
  let [here, there] = [0, 0];
  const count = async (text: string): Promise<number> => {
    here += 1;
    return text.split(/\s+/).filter((word) => word !== '').length;
  };
  const countContext = async (): Promise<number | undefined> => {
    there += 1;
    if (serverCount instanceof Error) throw serverCount;
    return serverCount;
  };
  const meter = new ContextMeter({ counter: new ContextCounter(count), lists: { known: () => [{ id: 'm', window: 100 }], renew: async () => [], ask: async () => [] }, backEnds: { of: async () => ({ countContext }) } });
  return { meter, counts: () => [here, there] };
}

function measured(text: string, more: Partial<Measured> = {}): Measured {
  const given = { assistant, history: [], prompt: { text, attachments: [] } };
  return { ...given, connection, model: 'm', unasked: async () => given, ...more };
}

const refusal = async (check: Promise<void>): Promise<'sent' | Failure> => check.then(() => 'sent' as const, (error: unknown) => failureOf(error));

/** What is offered when this does not fit. */
const steps = async (more: Partial<Measured>, again?: boolean): Promise<unknown> => {
  const failure = await refusal(stage().meter.check(measured('', more), again));
  return failure === 'sent' ? failure : [failure.action, ...(failure.others ?? [])];
};

describe('The meter', () => {
  it('adds up instructions, tools, history, message and attachments, beside what is kept for the answer', async () => {
    const { meter } = stage();
    const more = { instructions: 'in verse', history: [said(5)], prompt: { text: words(3), attachments: [file(6)] } };
    const { tokens, window, reserved, counted, parts } = await meter.estimate(measured('', more));
    assert.deepEqual({ tokens, window, reserved, counted }, { tokens: 21, window: 100, reserved: 10, counted: false });
    assert.deepEqual(parts.map(({ name, tokens: part }) => [name, part]), [['instructions', 4], ['history (1 message)', 5], ['message', 3], ['a.ts', 9]]);
  });

  it('counts images and documents, in the message and in the history, by the estimate that stands on their chips', async () => {
    const [image, plan] = [media('image/png', { pixels: [640, 320] }), media('application/pdf', {})];
    const { parts } = await stage().meter.estimate(measured('', { history: [{ ...said(5), attachments: [image] }], prompt: { text: 'one', attachments: [image, plan] } }));
    assert.deepEqual(parts.map(({ name, tokens }) => [name, tokens]), [['instructions', 2], ['history (1 message)', 5 + 240], ['message', 1], ['image/png', 240], ['application/pdf', 6000]]);
  });

  it('counts the passages that went with a message among what was sent', async () => {
    const passages = [{ path: 'docs/a.md', hash: 'h', startLine: 1, endLine: 2, text: words(30) }];
    const { parts } = await stage().meter.estimate({ ...measured(''), prompt: { text: 'one', attachments: [], passages } });
    const found = parts.find(({ kind }) => kind === 'passages');
    assert.deepEqual([found?.name, (found?.tokens ?? 0) > 30], ['passages of the assistant’s files', true]);
  });

  it('sends nothing that would not fit with the passages that may come to it, and says so', async () => {
    const failure = await refusal(stage(60).meter.check(measured(words(40), { passages: 31 })));
    assert.deepEqual(failure, {
      kind: 'contextTooLong', action: 'sendAnyway', others: [],
      message: 'This does not fit: with up to 31 for passages of the assistant’s files it is about 91 tokens, and 10 are kept for the answer, where the model takes 100 in all. Nothing was sent.',
    });
    assert.equal(await refusal(stage(60).meter.check(measured(words(40), { passages: 30 }))), 'sent');
  });

  it('adds its estimate of images to what the server counts, which is asked for the words alone', async () => {
    const more = { history: [{ ...said(5), attachments: [media('image/png', { pixels: [96, 96] })] }], prompt: { text: words(70), attachments: [media('image/png', { pixels: [64, 64] })] } };
    assert.match(JSON.stringify(await refusal(stage(75).meter.check(measured('', more)))), /it is about 91 tokens/);
    assert.equal(await refusal(stage(74).meter.check(measured('', more))), 'sent');
  });

  it('says what passages may come to on top', async () => {
    const { passages, tokens } = await stage().meter.estimate(measured('one', { passages: 4000 }));
    assert.deepEqual([passages, tokens], [4000, 3]);
  });

  it('takes no attachment off a prompt that is asked again', async () => {
    const more = { history: [said(90), said(5)], prompt: { text: '', attachments: [file(20)] } };
    assert.deepEqual([await steps(more), await steps(more, true)], [['dropLargest', 'trimOldest', 'summarise', 'sendAnyway'], ['trimOldest', 'summarise', 'editMessage', 'sendAnyway']]);
  });

  it('counts a message of the history once, however often it is read', async () => {
    const { meter, counts } = stage();
    const history = [said(5), said(6)];
    await meter.estimate(measured('one', { history }));
    const [before] = counts();
    await meter.estimate(measured('one two', { history }));
    assert.equal(counts()[0] - before, 3);
  });

  it('has the server list its models for a window that it has not told, and for no other; what is published holds at OpenAI and Azure', async () => {
    const asked: string[] = [];
    const lists = { known: () => [{ id: 'm', window: 100 }], renew: async ({ id }: Connection) => { asked.push(id); return []; }, ask: async () => [] };
    const meter = new ContextMeter({ counter: new ContextCounter(async () => 1), lists, backEnds: { of: async () => ({ countContext: async () => undefined }) } });
    const openAi = { ...connection, id: 'openai', baseUrl: 'https://api.openai.com/v1' };
    const azure = { ...connection, id: 'azure', azure: { apiVersion: 'v1' } };
    const asks: readonly (readonly [Connection, string])[] = [[connection, 'm'], [openAi, 'gpt-4o'], [azure, 'gpt-4o'], [{ ...connection, id: 'other' }, 'mine'], [{ ...connection, id: 'proxy' }, 'gpt-4o']];
    await Promise.all(asks.map(([at, model]) => meter.learn({ connection: at, model })));
    assert.deepEqual(asked, ['other', 'proxy']);
  });

  it('goes by the window with which Ollama has loaded the model, never by what is published of it', async () => {
    let [window, loaded]: readonly [number | undefined, number] = [undefined, 60];
    const listed = (): readonly Model[] => [{ id: 'gpt-oss:latest', loads: true, ...(window === undefined ? {} : { window }) }];
    const lists = { known: listed, renew: async () => [], ask: async () => { window = loaded; return listed(); } };
    const meter = new ContextMeter({ counter: new ContextCounter(async (text) => text.split(' ').length), lists, backEnds: { of: async () => ({ countContext: async () => undefined }) } });
    const long = measured(words(90), { model: 'gpt-oss' });
    assert.deepEqual([(await meter.estimate(long)).window, await refusal(meter.check(long))], [undefined, 'sent']);
    await meter.learn(long);
    assert.equal((await meter.estimate(long)).window, 60);
    assert.match(JSON.stringify(await refusal(meter.check(long))), /where the model takes 60 in all/);
    loaded = 200;
    assert.equal(await refusal(meter.check(long)), 'sent');
  });

  it('does not know the window of a model that nobody describes, and holds nothing back for it', async () => {
    const { meter, counts } = stage();
    const unknown = measured(words(1000), { model: 'mine' });
    const { tokens, window } = await meter.estimate(unknown);
    assert.deepEqual([tokens, window, await refusal(meter.check(unknown)), counts()[1]], [1002, undefined, 'sent', 0]);
  });

  it('asks the server only when the estimate comes near to the window', async () => {
    const { meter, counts } = stage(50);
    assert.deepEqual([await refusal(meter.check(measured(words(60)))), counts()[1]], ['sent', 0]);
    assert.deepEqual([await refusal(meter.check(measured(words(80)))), counts()[1]], ['sent', 1]);
  });

  it('goes by what the server counts, whatever the estimate says', async () => {
    assert.equal(await refusal(stage(90).meter.check(measured(words(200)))), 'sent');
    assert.deepEqual(await refusal(stage(91).meter.check(measured(words(70)))), {
      kind: 'contextTooLong', action: 'sendAnyway', others: [],
      message: 'This does not fit: it is 91 tokens, and 10 are kept for the answer, where the model takes 100 in all. Nothing was sent.',
    });
  });

  it('goes by its estimate where no server counts, and says that it is one', async () => {
    for (const server of [undefined, new Error('No net.')]) {
      assert.match(JSON.stringify(await refusal(stage(server).meter.check(measured(words(100))))), /it is about 102 tokens/);
    }
  });

  it('offers what would help: to drop an attachment, to leave out the oldest messages where they are enough, a summary', async () => {
    assert.deepEqual(await steps({ prompt: { text: words(20), attachments: [file(60)] }, history: [said(30)] }), ['dropLargest', 'trimOldest', 'summarise', 'sendAnyway']);
    assert.deepEqual(await steps({ prompt: { text: words(120), attachments: [] }, history: [said(5)] }), ['summarise', 'sendAnyway']);
    assert.deepEqual(await steps({ prompt: { text: words(120), attachments: [] } }), ['sendAnyway']);
  });
});

describe('The window of a model', () => {
  it('is what its server says, else what is published, else unknown', () => {
    const listed: readonly Model[] = [{ id: 'gpt-4o', window: 32_000 }, { id: 'llama3.1:8b' }];
    const names = ['gpt-4o', 'gpt-4o-mini', 'openai/gpt-6-luna', 'gpt-5-mini-2025-08-07', 'gpt-5.4', 'gpt-5.4-mini', 'gpt-5-chat-latest', 'gpt-4.1-nano', 'gpt-5-pro', 'gpt-4', 'gpt-4-turbo', 'o4-mini', 'llama3.1:8b', 'gpt-50'];
    assert.deepEqual(names.map((name) => limitsOf(name, listed)?.window), [32_000, 128_000, 1_050_000, 400_000, 1_050_000, undefined, 128_000, 1_047_576, 400_000, 8192, 128_000, 200_000, undefined, undefined]);
  });

  it('is not all for the prompt where the model takes less of it, unless its server gives it another window', () => {
    const names = ['gpt-5-mini-2025-08-07', 'openai/gpt-5.2', 'gpt-5.4', 'gpt-5-pro', 'gpt-4o'];
    assert.deepEqual(names.map((name) => limitsOf(name, [])?.input), [272_000, 272_000, 922_000, undefined, undefined]);
    assert.deepEqual([limitsOf('gpt-5', [{ id: 'gpt-5', window: 100_000 }]), limitsOf('gpt-5', [{ id: 'gpt-5', window: 400_000 }])], [{ window: 100_000 }, { window: 400_000, input: 272_000 }]);
  });

  it('keeps for the answer what the model does not take of a prompt', async () => {
    const { meter } = stage();
    const reserved = async (most: number): Promise<number | undefined> => (await meter.estimate(measured('', { model: 'gpt-5', assistant: { ...assistant, parameters: { max_output_tokens: most } } }))).reserved;
    assert.deepEqual([await reserved(10), await reserved(130_000)], [128_000, 130_000]);
  });
});
