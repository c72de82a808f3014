import { createHash } from 'node:crypto';
import type { CreateEmbeddingResponse } from 'openai/resources/embeddings';
import * as v from 'valibot';
import { check } from './body.ts';
import { modelNotFound } from './errors.ts';
import type { Features } from './features.ts';
import { findModel } from './models.ts';
import { refuseParameters } from './refusedParameters.ts';
import type { Route } from './router.ts';
import { countTokens } from './tokens.ts';

const mostInputs = 2048;
const usualDimensions = 1536;
const known: Readonly<Record<string, number>> = { 'text-embedding-3-small': 1536, 'text-embedding-3-large': 3072, 'text-embedding-ada-002': 1536 };

const text = v.pipe(v.string(), v.minLength(1));
const tokens = v.pipe(v.array(v.number()), v.minLength(1));
const request = v.strictObject({
  model: v.string(),
  input: v.union([text, v.pipe(v.array(text), v.minLength(1), v.maxLength(mostInputs)), tokens, v.pipe(v.array(tokens), v.minLength(1), v.maxLength(mostInputs))]),
  dimensions: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3072))),
  encoding_format: v.exactOptional(v.picklist(['float', 'base64'])),
  user: v.exactOptional(v.string()),
});

/** The response as it goes over the wire, where a vector may be text. */
type WireEmbeddings = Omit<CreateEmbeddingResponse, 'data'> & { readonly data: readonly { object: 'embedding'; index: number; embedding: readonly number[] | string }[] };

/** `POST /v1/embeddings`: the same unit vector for the same text, always; texts with words in common lie close together. */
export const embeddingRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/embeddings',
    needs: ['embeddings'],
    answer: (exchange, { features }) => {
      const { model, input, dimensions, encoding_format: encoding } = check(request, exchange.request.body);
      refuseParameters(exchange.request.body, features);
      const most = dimensionsOf(model, features);
      const inputs = inputsOf(input);
      const total = inputs.reduce((sum, one) => sum + countTokens(one), 0);
      const data = inputs.map((one, index) => {
        const vector = vectorOf(one, dimensions ?? most);
        const embedding = encoding === 'base64' ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : vector;
        return { object: 'embedding' as const, index, embedding };
      });
      return { object: 'list', model, data, usage: { prompt_tokens: total, total_tokens: total } } satisfies WireEmbeddings;
    },
  },
];

/** The service's own embedding models are there though they are not listed; of the others any listed one whose name says so. */
function dimensionsOf(model: string, features: Features): number {
  if (known[model] !== undefined) return known[model];
  if (!findModel(model, features).id.includes('embed')) throw modelNotFound(model);
  return usualDimensions;
}

function inputsOf(input: v.InferOutput<typeof request>['input']): readonly string[] {
  if (typeof input === 'string') return [input];
  const strings = input.filter((one) => typeof one === 'string');
  if (strings.length > 0) return strings;
  const lists = input.filter((one) => Array.isArray(one));
  return lists.length > 0 ? lists.map((list) => list.join(' ')) : [input.join(' ')];
}

function vectorOf(input: string, dimensions: number): readonly number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  for (const word of input.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [input]) {
    const digest = createHash('sha256').update(word).digest();
    for (let at = 0; at < digest.length; at += 4) {
      const place = digest.readUInt16LE(at) % dimensions;
      vector[place] = (vector[place] ?? 0) + digest.readInt16LE(at + 2) / 32_768;
    }
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((one) => one / length);
}
