import { deepEqual } from 'node:assert/strict';
import { fillPrompt, readPromptFile } from '../../src/core/promptFile.ts';
import { promptSample } from '../../src/core/promptSample.ts';

const head = '---\ndescription: Review some code\nargument-hint: the file\nmode: agent\n---\n';

describe('A prompt file', () => {
  it('has a description, a hint at its arguments, and a body', () => {
    deepEqual(readPromptFile(`${head}Review $ARGUMENTS.\n`), { description: 'Review some code', hint: 'the file', body: 'Review $ARGUMENTS.' });
  });

  for (const [what, text, body] of [['no head', 'Review this.', 'Review this.'], ['a head that is no YAML', '---\na: [\n---\nReview this.', 'Review this.'], ['a head that says other things', '---\ndescription: [a]\n---\nReview.', 'Review.']] as const) {
    it(`may have ${what}`, () => {
      deepEqual(readPromptFile(text), { body });
    });
  }

  it('is made with a sample in it that can be used at once', () => {
    const { description, hint, ...file } = readPromptFile(promptSample('explain'));
    deepEqual([description, hint, fillPrompt(file, 'closures').gaps], ['Explains something for somebody', 'what to explain', ['[for whom]']]);
  });

  it('shows in brackets what is to be filled in', () => {
    deepEqual(fillPrompt({ body: 'Review $ARGUMENTS for ${input:whom} in ${input:tone:a friendly tone}, ${input:whom}.', hint: 'the file' }, ' '), {
      text: 'Review [the file] for [whom] in [a friendly tone], [whom].', gaps: ['[the file]', '[whom]', '[a friendly tone]'],
    });
  });

  for (const [where, body, text, gaps] of [
    ['of its arguments', 'For ${input:whom}: $ARGUMENTS, $ARGUMENTS!', 'For [whom]: $1 & $&, $1 & $&!', ['[whom]']],
    ['of its first input, where it has no arguments', '${input:a} ${input:b} ${input:a:x}', '$1 & $& [b] $1 & $&', ['[b]']],
    ['after it, where it has neither', 'Review.', 'Review.\n\n$1 & $&', []],
  ] as const) {
    it(`takes words in the place ${where}`, () => {
      deepEqual(fillPrompt({ body }, '$1 & $&'), { text, gaps });
    });
  }
});
