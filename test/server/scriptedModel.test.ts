import { deepEqual, equal } from 'node:assert/strict';
import type { Spoken } from './messages.ts';
import { replyTo, wordDelayOf } from './scriptedModel.ts';

function reply(...texts: readonly string[]) {
  const messages = texts.map((text, index): Spoken => ({ role: index % 2 === 0 ? 'user' : 'assistant', text }));
  return replyTo({ model: 'offline-large', instructions: 'Be kind.\nAlways.', messages });
}

describe('the scripted model', () => {
  it('says what it was given when it knows no script for the prompt', () => {
    equal(
      reply('Hello', 'Hello.', 'What is this?\n\nsrc/a.ts, lines 3 to 4\n```ts\nlet a;\nlet b;\n```').text,
      [
        '- Model: offline-large',
        '- Instructions: Be kind.',
        '- Messages before: 2',
        '- Block: src/a.ts, lines 3 to 4, ts, lines: 2',
        '',
        'You said:',
        '',
        '> What is this?',
        '> ',
        '> src/a.ts, lines 3 to 4',
        '> ```ts',
        '> let a;',
        '> let b;',
        '> ```',
        '',
        'Ask for `help` to see what else I can say.',
      ].join('\n'),
    );
  });

  it('says the same, blocks and all', () => {
    equal(reply('say *this*:\n```\nsay that\n```\nand 🙂').text, '*this*:\n```\nsay that\n```\nand 🙂');
  });

  it('finds its word behind the files that were sent along', () => {
    equal(reply('Makefile:3-5\n````md\n```ts\n```\n````\n\nCount to 2').text, '1\n2');
  });

  it('takes no word for a part of another', () => {
    equal(reply('Coder, say hi').text.startsWith('- Model'), true);
  });

  it('remembers what the user said', () => {
    equal(reply('My name is Ada', 'Hello', 'I like tea', 'Good', 'What did I say?').text, 'You have said:\n\n1. My name is Ada\n2. I like tea');
  });

  it('counts on where it broke off', () => {
    equal(reply('count to 5', '1\n2\n3\n', 'Continue your previous answer.').text, '4\n5');
  });

  it('counts on although the space behind the last number is lost', () => {
    equal(reply('count to 5', '1\n2\n3', 'Continue your previous answer.').text, '\n4\n5');
  });

  it('goes on twice', () => {
    equal(reply('count to 5', '1\n2\n', 'continue', '3\n4\n', 'continue').text, '5');
  });

  it('goes on with any other answer, and without its fault', () => {
    const whole = reply('fail cut').text;
    deepEqual(reply('fail cut', whole.slice(0, 50), 'Continue'), { text: whole.slice(50) });
  });

  it('fails as it is told to', () => {
    deepEqual(reply('fail 500').fault, { fault: 'status', status: 500 });
  });

  it('writes as many kilobytes as it is asked for', () => {
    const { length } = reply('long 200').text;
    equal(length >= 200_000 && length < 203_000, true);
  });

  it('takes twenty seconds when it is slow', () => {
    const slow = reply('slow');
    equal(slow.text.split(' ').length * wordDelayOf(slow, 0), 20_000);
  });

  it('hurries when it has much to say', () => {
    equal(wordDelayOf(reply('long'), 25), 1);
  });

  it('names every script in its help', () => {
    const { text } = reply('help');
    const words = ['code', 'table', 'markdown', 'long', 'slow', 'count to', 'say', 'remember', 'what did I say', 'fail', 'quota'];
    deepEqual(words.filter((word) => !text.includes(`\`${word}`)), []);
  });
});
