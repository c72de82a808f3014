import assert from 'node:assert/strict';
import type { Parameters } from '../../src/core/assistant.ts';
import { refusedParameter } from '../../src/openai/refusedParameter.ts';

describe('a parameter that a model refuses', () => {
  const all: Parameters = { temperature: 1, top_p: 1, max_output_tokens: 9, reasoning_effort: 'low', response_format: 'json_object', verbosity: 'low', n: 2, stop: ['x'], seed: 1, user: 'u', logit_bias: {} };
  const refusals: readonly (readonly [string, string | undefined, string, string | null])[] = [
    ['OpenAI', 'temperature', "Unsupported parameter: 'temperature' is not supported with this model.", 'temperature'],
    ['OpenAI, of a part of a parameter', 'reasoning_effort', "Unsupported value: 'reasoning.effort' does not support 'low' with this model.", 'reasoning.effort'],
    ['OpenAI, of what is around it', 'reasoning_effort', 'Reasoning is not supported with this model.', 'reasoning'],
    ['OpenAI, of what is within', 'response_format', "Invalid value: 'json'.", 'text.format.type'],
    ['OpenAI, of its own name for it', 'max_output_tokens', 'max_completion_tokens is too large: 9.', 'max_completion_tokens'],
    ['OpenAI, of an element', 'stop', 'Invalid stop.', 'stop[0]'],
    ['OpenAI, of who asks', 'user', 'Too long.', 'safety_identifier'],
    ['Azure', 'logit_bias', 'Unrecognized request argument supplied: logit_bias', null],
    ['vLLM', 'seed', "[{'type': 'extra_forbidden', 'loc': ('body', 'seed'), 'msg': 'Extra inputs are not permitted'}]", null],
    ['FastAPI', 'n', '{"detail":[{"loc":["body","n"],"msg":"Extra inputs are not permitted"}]}', null],
    ['llama.cpp', 'n', 'Only one completion choice is allowed', null],
    ['llama.cpp, of a type', 'stop', "Field 'stop': type must be array, but is string", null],
    ['Ollama', 'top_p', 'json: cannot unmarshal string into Go struct field ChatCompletionRequest.top_p of type float64', null],
    ['DeepSeek', 'response_format', 'This response_format type is unavailable now', null],
    ['nobody: it speaks of the prompt', undefined, 'Invalid prompt: stop using this user name.', null],
    ['nobody: it names what was not sent', undefined, "Unsupported parameter: 'presence_penalty' is not supported with this model.", 'presence_penalty'],
    ['nobody: it names another thing', undefined, "Invalid value for 'messages'.", 'messages'],
  ];
  for (const [who, parameter, message, param] of refusals) {
    it(`is found in the words of ${who}`, () => {
      assert.equal(refusedParameter({ param, message }, all, 'gpt-x')?.parameter, parameter);
    });
  }

  it('is told by our name and the model’s, with the offer to leave it out', () => {
    assert.deepEqual(refusedParameter({ param: 'max_completion_tokens', message: 'No.' }, { max_output_tokens: 9 }, 'gpt-x'), {
      kind: 'parameterRefused', message: 'gpt-x does not take max_output_tokens as this assistant sets it.', action: 'dropParameter', parameter: 'max_output_tokens',
    });
  });

  it('is the one of that very name, if there are two', () => {
    assert.equal(refusedParameter({ param: 'max_tokens', message: 'No.' }, { max_output_tokens: 9, max_tokens: 9 }, 'm')?.parameter, 'max_tokens');
  });
});
