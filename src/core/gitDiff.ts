/** A diff without the files that cannot be told as text, and their names as Git writes them. */
export interface ReadableDiff {
  readonly text: string;
  readonly unreadable: readonly string[];
}

/** A diff as VS Code's Git hands it over: what was no UTF-8 stands in it as U+FFFD, and the files with such letters are left out. */
export function readableDiff(diff: string): ReadableDiff {
  const files = diff.split(/^(?=diff --(?:git|cc|combined) )/m);
  return { text: files.filter(isReadable).join(''), unreadable: files.filter((file) => !isReadable(file)).map(nameOf) };
}

/** What Git would say of a file that it does not know yet; `text` is undefined for what is no text. */
export function newFileDiff(path: string, text: string | undefined): string {
  const [before, after] = [written(`a/${path}`), written(`b/${path}`)];
  const head = `diff --git ${before} ${after}\nnew file mode 100644\n`;
  if (text === undefined) return `${head}Binary files /dev/null and ${after} differ\n`;
  if (text === '') return head;
  const lines = text.split('\n');
  const isWhole = lines.at(-1) === '';
  const all = isWhole ? lines.slice(0, -1) : lines;
  const end = isWhole ? '' : '\\ No newline at end of file\n';
  return `${head}--- /dev/null\n+++ ${after}${/\s/.test(path) ? '\t' : ''}\n@@ -0,0 +1${all.length === 1 ? '' : `,${String(all.length)}`} @@\n${all.map((line) => `+${line}\n`).join('')}${end}`;
}

function isReadable(file: string): boolean {
  return !file.includes('\uFFFD');
}

/** What a file is called after its change, or was before it. */
function nameOf(file: string): string {
  return /^(?:\+\+\+|---) (?:"?[abciow]\/)?(?<name>(?!\/dev\/null).+?)"?\t?$/m.exec(file)?.groups?.['name'] ?? file.split('\n', 1)[0] ?? '';
}

/** A name as Git writes it: in quotation marks where a letter of it could end the line or the name. */
function written(name: string): string {
  const letters: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };
  const quoted = name.replaceAll(/[\p{Cc}"\\]/gu, (letter) => letters[letter] ?? `\\${(letter.codePointAt(0) ?? 0).toString(8).padStart(3, '0')}`);
  return quoted === name ? name : `"${quoted}"`;
}
