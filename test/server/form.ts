/** Who takes one field of a form, piece by piece. */
export interface FieldTaker {
  take(piece: Uint8Array): void;
  end(): void;
}

/** How a field of a form is called, and the name of its file if it is one. */
export interface FieldHead {
  readonly name: string;
  readonly filename?: string;
}

const headEnd = Buffer.from('\r\n\r\n');

/** Reads a form as it arrives: RFC 7578, with names escaped as browsers do. Rejects for what is no form, or ends before its end. */
export async function readFields(body: AsyncIterable<Buffer>, contentType: string, begin: (head: FieldHead) => FieldTaker): Promise<void> {
  const boundary = /boundary=(?:"(?<quoted>[^"]+)"|(?<plain>[^;\s]+))/i.exec(contentType)?.groups;
  const delimiter = Buffer.from(`\r\n--${boundary?.['quoted'] ?? boundary?.['plain'] ?? ''}`);
  let rest: Buffer = Buffer.from('\r\n');
  let field: FieldTaker | undefined;
  let inHead = false;
  let ended = false;
  for await (const chunk of body) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      if (ended) rest = rest.subarray(rest.length);
      const at = inHead ? rest.indexOf(headEnd) : rest.indexOf(delimiter);
      if (inHead && rest.length >= 2 && rest.subarray(0, 2).toString() === '--') {
        ended = true;
        inHead = false;
      } else if (inHead && at !== -1) {
        field = begin(headIn(rest.subarray(0, at).toString()));
        rest = rest.subarray(at + headEnd.length);
        inHead = false;
      } else if (!inHead && at !== -1) {
        field?.take(rest.subarray(0, at));
        field?.end();
        field = undefined;
        rest = rest.subarray(at + delimiter.length);
        inHead = true;
      } else {
        const sure = inHead ? 0 : Math.max(0, rest.length - delimiter.length + 1);
        field?.take(rest.subarray(0, sure));
        rest = rest.subarray(sure);
        break;
      }
    }
  }
  if (!ended) throw new Error('The form has no end.');
}

function headIn(text: string): FieldHead {
  const parameter = (name: string): string | undefined => {
    const found = new RegExp(`;\\s*${name}="(?<value>[^"]*)"`, 'i').exec(text)?.groups?.['value'];
    return found?.replaceAll(/%(?:0A|0D|22)/gi, (escaped) => decodeURIComponent(escaped));
  };
  const filename = parameter('filename');
  return { name: parameter('name') ?? '', ...(filename === undefined ? {} : { filename }) };
}
