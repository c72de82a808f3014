import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as v from 'valibot';
import { corrected } from './contractExceptions.ts';
import { faultsIn } from './contractFaults.ts';
import type { Operation, TrimmedDocument } from './schema/trimmedDocument.ts';

const trimmedDocument = v.custom<TrimmedDocument>((read) => typeof read === 'object' && read !== null && 'operations' in read);

/** OpenAI’s published schemas; read, and each compiled, when it is first asked for. */
export class ContractSchemas {
  #document: TrimmedDocument | undefined;
  #ajv: Ajv2020 | undefined;

  /** The operation that answers here, and how the document names it; undefined where it is silent. `at` is the path behind `/v1`. */
  operation(method: string, at: string): { readonly name: string; readonly operation: Operation } | undefined {
    const found = Object.entries(this.#read().operations).flatMap(([name, operation]) => {
      const unlike = distance(name, `${method} ${at}`);
      return unlike === undefined ? [] : [{ name, operation, unlike }];
    });
    return found.toSorted((one, other) => one.unlike - other.unlike)[0];
  }

  /** What is wrong with this value, where and how; empty when it is as this schema wants it. */
  faults(schema: string, value: unknown): readonly string[] {
    const ajv = this.#compiler();
    const name = `openapi.json#/components/schemas/${schema}`;
    const validate = ajv.getSchema(name) ?? ajv.compile({ $ref: name });
    const right: unknown = validate(value);
    return right === true ? [] : faultsIn(validate.errors ?? [], value);
  }

  #read(): TrimmedDocument {
    this.#document ??= readDocument();
    return this.#document;
  }

  /** Not optimised: the code is made once and runs a few times. */
  #compiler(): Ajv2020 {
    this.#ajv ??= new Ajv2020({ strict: false, validateSchema: false, validateFormats: false, logger: false, code: { optimize: false } }).addSchema(this.#read());
    return this.#ajv;
  }
}

function readDocument(): TrimmedDocument {
  const document = v.parse(trimmedDocument, JSON.parse(readFileSync(path.join(import.meta.dirname, 'schema/openapi.json'), 'utf8')));
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) => [name, corrected(name, schema)] as const);
  return { ...document, components: { schemas: Object.fromEntries(schemas) } };
}

/** How many segments of the path stand for any; undefined for another path. */
function distance(pattern: string, asked: string): number | undefined {
  const wanted = pattern.split('/');
  const there = asked.split('/');
  if (wanted.length !== there.length) return undefined;
  const unlike = wanted.filter((segment, index) => segment !== there[index]);
  return unlike.every((segment) => segment.startsWith('{')) ? unlike.length : undefined;
}
