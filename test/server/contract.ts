import { ContractSchemas } from './contractSchemas.ts';
import type { Features } from './features.ts';
import type { RecordedRequest } from './requestLog.ts';

/** Hears what is answered to one request, before it goes out. */
export interface Witness {
  /** A whole answer, in JSON. */
  answered(json: unknown): void;
  /** One event of a stream: its name, empty for none, and its data. */
  streamed(event: string, data: string): void;
}

const schemas = new ContractSchemas();

/** Mismatches that no test has been told of yet. */
const untold: string[] = [];

/** The mismatches since it was last asked for, at any server of this process. */
export function takeMismatches(): readonly string[] {
  return untold.splice(0);
}

/** Compares what is asked and answered well with OpenAI's published schema. What the schema does not know, and refusals, are let pass. */
export class Contract {
  readonly #mismatches: string[] = [];
  readonly #tell: (sentence: string) => void;

  constructor(tell = (sentence: string): void => void untold.push(sentence)) {
    this.#tell = tell;
  }

  /** One sentence each; grows. */
  get mismatches(): readonly string[] {
    return this.#mismatches;
  }

  /** Forgets the mismatches. */
  clear(): void {
    this.#mismatches.length = 0;
  }

  /** The witness of one exchange; undefined where there is no schema. */
  witness({ method, path, body }: Pick<RecordedRequest, 'method' | 'path' | 'body'>, { assistantsShape }: Pick<Features, 'assistantsShape'>): Witness | undefined {
    if (assistantsShape === 'v1' && /^\/v1\/(?:assistants|threads)\b/.test(path)) return undefined;
    const found = schemas.operation(method, path.replace(/^\/v1/, ''));
    if (found === undefined) return undefined;
    const { name, operation: { request, response, events } } = found;
    let asked = false;
    const ask = (): void => {
      if (!asked && request !== undefined) this.#compare(`${name}: its request`, request, body);
      asked = true;
    };
    return {
      answered: (json) => {
        ask();
        if (response !== undefined) this.#compare(`${name}: its answer`, response, json);
      },
      streamed: (event, data) => {
        ask();
        if (data === '[DONE]') return;
        const json: unknown = JSON.parse(data);
        if (event === '' && isError(json)) return;
        const schema = events?.[event];
        if (schema === undefined) this.#mismatch(`${name}: its stream has no event “${event}”.`);
        else this.#compare(`${name}: its event “${event}”`, schema, json);
      },
    };
  }

  #compare(what: string, schema: string, value: unknown): void {
    for (const fault of schemas.faults(schema, value)) this.#mismatch(`${what} is no ${schema}: ${fault}.`);
  }

  #mismatch(sentence: string): void {
    if (this.#mismatches.includes(sentence)) return;
    this.#mismatches.push(sentence);
    this.#tell(sentence);
  }
}

/** A stream without named events that fails ends in the body of an error, of which the schema says nothing. */
function isError(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'error' in json;
}
