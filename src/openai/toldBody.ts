/** The largest text of a file that is told word for word, in bytes. */
const wholeLimit = 1_000_000;

/** What is told of a request's body: the very text, and of a form its fields, with what files hold as far as it is text; empty for all else. */
export async function toldBody(body: RequestInit['body']): Promise<string> {
  if (typeof body === 'string') return body;
  if (!(body instanceof FormData)) return '';
  const fields = await Promise.all([...body.entries()].map(async ([name, value]) => [name, typeof value === 'string' ? value : await toldFile(value)] as const));
  return JSON.stringify(Object.fromEntries(fields));
}

async function toldFile(file: File): Promise<object> {
  const { name, size } = file;
  const text = size > wholeLimit ? undefined : decoded(new Uint8Array(await file.arrayBuffer()));
  return { filename: name, bytes: size, ...(text === undefined ? {} : { text }) };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
