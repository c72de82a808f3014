import { deepEqual } from 'node:assert/strict';
import { mediaTypeOf } from '../../src/core/fileTypes.ts';
import { parameterProblem } from '../../src/core/assistantFileParameters.ts';
import { entryOf } from '../../src/shared/entryOf.ts';
import { codeKindOf } from '../../webview/codeKindOf.ts';

const inherited = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

describe('entryOf', () => {
  it('knows what stands in a table, and nothing that each object inherits', () => {
    deepEqual(['tea', ...inherited].map((name) => entryOf({ tea: 1 }, name)), [1, undefined, undefined, undefined, undefined]);
  });

  it('is how names from files and pages are looked up', () => {
    for (const code of inherited) {
      deepEqual([mediaTypeOf(`tea.${code}`), parameterProblem(code, 'tea'), codeKindOf(code)], ['application/octet-stream', undefined, undefined]);
    }
  });
});
