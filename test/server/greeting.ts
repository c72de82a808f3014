const addresses = [/add?ress(?: the)? user as (?<name>[^.\n]+)/i, /обращаться к пользователю как к (?<name>[^.\n]+)/i];

/** How an answer begins when the instructions say how to address the user: `Hello Jane Doe! `; else empty. */
export function greeting({ instructions }: { readonly instructions: string }): string {
  const name = addresses.map((pattern) => pattern.exec(instructions)?.groups?.['name']?.trim()).find((found) => found !== undefined);
  return name === undefined ? '' : `Hello ${name}! `;
}
