const lines = String.raw`(?::\d{1,7}(?:-\d{1,7}|:\d{1,5})?|#L\d{1,7}(?:-L?\d{1,7})?)`;
const ending = String.raw`\.[A-Za-z]\w{0,9}`;
const inText = new RegExp(String.raw`(?<![\w@/\\.:~-])(?:[\w.@~-]+/)*[\w.@-]*[\w-]${ending}${lines}?(?![\w/\\@])`, 'g');
const whole = new RegExp(String.raw`^(?:[^\s:#"'<>|*?]+/)?[^\s:#"'<>|*?/]+${lines}?$`);
const symbol = /^(?:[A-Za-z_$][\w$]*(?:::|\.|#|->))*[A-Za-z_$][\w$]+(?:\([^()]*\))?$/;

/** The longest name that is looked at, in characters. */
const longest = 300;

/** The longest piece of text in which names are looked for, in characters. */
const longestText = 100_000;

/** The places in a text that look like names of files, such as `src/a.ts:12`. */
export function fileNamesIn(text: string): readonly { readonly name: string; readonly from: number }[] {
  if (text.length > longestText) return [];
  return Array.from(text.matchAll(inText), ({ 0: name, index }) => ({ name, from: index })).filter(({ name }) => name.length <= longest && !/^\w\.\w$/.test(name));
}

/** Whether a piece of code in a sentence looks like the name of a file: it lies in a folder, has an ending, or names a line. */
export function isFileName(code: string): boolean {
  return code.length <= longest && whole.test(code) && (/\/|:\d|#L\d/.test(code) || /\.[A-Za-z]\w{0,9}$/.test(code) || /^(?:Dockerfile|Makefile|LICENSE)$/.test(code));
}

/** Whether it looks like the name of something in code, and like no plain word. */
export function isSymbol(code: string): boolean {
  return code.length <= longest && symbol.test(code) && /[a-z][A-Z]|_|^[A-Z][a-z]|\)$|::|\w\.\w/.test(code);
}
