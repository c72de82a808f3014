import { equal } from 'node:assert/strict';
import { placeCode } from '../../src/core/codePlacement.ts';

const file = `import { boil } from './water.ts';

export function brew(cups: number): string {
  boil(cups);
  return 'tea';
}

export class Pot {
  #cups = 0;

  fill(cups: number): void {
    this.#cups = cups;
  }

  pour(): number {
    return this.#cups;
  }
}
`;

describe('Code that is put into a file', () => {
  it('takes the place of the block with the same first and last lines, as deep as that', () => {
    equal(placeCode(file, 'fill(cups: number): void {\n  boil(cups);\n  this.#cups = cups;\n}'), file.replace('    this.#cups = cups;', '    boil(cups);\n    this.#cups = cups;'));
  });

  it('takes the place of a function although its last words have changed', () => {
    equal(placeCode(file, "export function brew(cups: number): string {\n  boil(cups);\n  return 'coffee';\n}"), file.replace("'tea'", "'coffee'"));
  });

  it('leaves alone what marks stand for', () => {
    const code = "// ... existing code ...\nexport function brew(cups: number): string {\n  boil(2 * cups);\n  return 'tea';\n}\n\n// ... rest of the file ...";
    equal(placeCode(file, code), file.replace('boil(cups);', 'boil(2 * cups);'));
  });

  it('finds the pieces between marks one after the other', () => {
    const code = "import { boil } from './water.ts';\nimport { sip } from './cup.ts';\n// ...\n  pour(): number {\n    sip();\n    return this.#cups;\n  }\n// ...";
    equal(placeCode(file, code), file.replace("'./water.ts';", "'./water.ts';\nimport { sip } from './cup.ts';").replace('    return this', '    sip();\n    return this'));
  });

  it('goes before a known end where a mark stands before it', () => {
    equal(placeCode('a {\n  one();\n  two();\n}\n', '// ...\n  three();\n  two();'), 'a {\n  one();\n  three();\n  two();\n}\n');
  });

  it('takes the place of all where it says most of the file again', () => {
    const whole = `// Tea.\n${file.replace("'tea'", "'coffee'").trimEnd()}`;
    equal(placeCode(file, whole), `${whole}\n`);
  });

  it('finds its place in a file of any length', () => {
    const long = '// Filler.\n'.repeat(200_000);
    equal(placeCode(`${long}${file}`, "export function brew(cups: number): string {\n  return 'coffee';\n}")?.length, long.length + file.length - '  boil(cups);\n'.length + 'coffee'.length - 'tea'.length);
  });

  it('fills an empty file', () => {
    equal(placeCode('\n', 'a\nb'), 'a\nb\n');
  });

  it('keeps a file without a line feed at its end so', () => {
    equal(placeCode('a = 1\nb = 2\nd = 4', 'a = 1\nb = 3\nd = 4\ne = 5'), 'a = 1\nb = 3\nd = 4\ne = 5');
  });

  for (const [why, text, code] of [
    ['its lines do not stand there', file, 'export function grind(): void {\n  // fine\n}'],
    ['it fits twice as well', 'if (a) {\n  b();\n}\nif (a) {\n  b();\n}\nc();\n', 'if (a) {\n  d();\n}'],
    ['one of its pieces has no place', file, "// ...\nexport function brew(cups: number): string {\n  return '';\n}\n// ...\nexport function sip(): void {\n}\n// ..."],
    ['it is a part that does not reach its end', file, 'export class Pot {\n  #cups = 1;'],
  ] as const) {
    it(`is not put anywhere when ${why}`, () => {
      equal(placeCode(text, code), undefined);
    });
  }

  it('takes three dots that are code for code', () => {
    equal(placeCode('def brew():\n    ...\n\ndef sip():\n    ...\n', 'def brew():\n    ...\n    return 1'), undefined);
  });
});
