/** What may be put into a terminal: one command, or several of which the user picks, or nothing for a character that cannot be seen. */
export type TerminalText =
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'commands'; readonly commands: readonly string[] }
  | { readonly kind: 'hidden'; readonly character: string }
  | { readonly kind: 'nothing' };

/** Controls, escapes, and what turns the direction of text or is not seen; line ends and tabs are dealt with. */
const hidden = /[^\P{Cc}\t\n\r]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** The commands of a block: prompts before them, comments and empty lines are left out, and lines that go on are joined. */
export function terminalText(code: string, language: string): TerminalText {
  const found = hidden.exec(code)?.[0];
  if (found !== undefined) return { kind: 'hidden', character: `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}` };
  const lines = code.split(/\r\n|\r|\n/);
  const prompted = lines.filter((line) => prompt.test(line)).map((line) => line.replace(prompt, ''));
  const joined = (prompted.length > 0 ? prompted : lines).join('\n').replaceAll(goesOn(language), ' ');
  const commands = joined.split('\n').map((line) => line.replaceAll('\t', ' ').trim()).filter((line) => line !== '' && !line.startsWith('#') && !/^(?:rem\s|::)/i.test(line));
  const [command] = commands;
  if (command === undefined) return { kind: 'nothing' };
  return commands.length === 1 ? { kind: 'command', command } : { kind: 'commands', commands };
}

const prompt = /^\s*(?:[$%]|PS [^>\n]*>|[A-Za-z]:\\[^>\n]*>)\s+/;

function goesOn(language: string): RegExp {
  if (/^(?:bat|cmd)$/.test(language)) return /\s*\^\n\s*/g;
  return /^(?:powershell|ps|ps1|pwsh)$/.test(language) ? /\s*`\n\s*/g : /\s*\\\n\s*/g;
}
