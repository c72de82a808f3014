import { deepEqual } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { JsonObject } from './json.ts';
import { referencesIn } from './plainSchema.ts';
import { trimmed } from './trim.ts';

const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const answering = (content: JsonObject): JsonObject => ({ responses: { 200: { content } } });

const keptShape = v.object({ components: v.object({ schemas: v.record(v.string(), v.custom<JsonObject>((read) => typeof read === 'object')) }) });

const document = {
  info: { title: 'Some API', version: '1.0' },
  paths: {
    '/teas': {
      get: { operationId: 'listTeas', ...answering({ 'application/json': { schema: { type: 'array', items: reference('Tea') } } }) },
      post: {
        operationId: 'brew',
        requestBody: { content: { 'application/json': { schema: reference('Tea') } } },
        ...answering({ 'text/event-stream': { schema: reference('BrewEvent') } }),
      },
    },
    '/coffees': { get: { operationId: 'listCoffees', ...answering({ 'application/json': { schema: reference('Coffee') } }) } },
  },
  components: {
    schemas: {
      Tea: {
        type: 'object',
        description: 'A tea.',
        properties: { description: { type: 'string', nullable: true, example: 'Green.' }, blend: { oneOf: [reference('Leaf'), { $recursiveRef: '#' }], 'x-note': 'Often.' } },
        required: ['description'],
      },
      Leaf: { type: 'string', format: 'leaf' },
      BrewEvent: { anyOf: [reference('BrewBegun'), { properties: { event: { enum: ['done'] }, data: reference('Tea') } }] },
      BrewBegun: { properties: { type: { enum: ['brew.begun'] } } },
      Coffee: { type: 'object' },
    },
  },
};

describe('the trimmed schema', () => {
  it('holds what the wanted paths need, in plain words of JSON Schema, and nothing else', () => {
    deepEqual(trimmed(document, ['/teas']), {
      $id: 'openapi.json',
      $comment: 'Cut by trim.ts from Some API 1.0; see README.md.',
      operations: {
        'GET /teas': { response: 'listTeasAnswer' },
        'POST /teas': { request: 'Tea', events: { 'brew.begun': 'BrewBegun', done: 'Tea' } },
      },
      components: {
        schemas: {
          BrewBegun: { type: 'object', properties: { type: { enum: ['brew.begun'] } } },
          Leaf: { type: 'string' },
          Tea: {
            type: 'object',
            properties: { description: { anyOf: [{ type: 'string' }, { type: 'null' }] }, blend: { anyOf: [reference('Leaf'), reference('Tea')] } },
            required: ['description'],
          },
          listTeasAnswer: { type: 'array', items: reference('Tea') },
        },
      },
    });
  });

  it('leads nowhere out of what is kept here', async () => {
    const kept: unknown = JSON.parse(await readFile(path.join(import.meta.dirname, 'openapi.json'), 'utf8'));
    const { components: { schemas } } = v.parse(keptShape, kept);
    deepEqual(referencesIn(schemas).filter((name) => schemas[name] === undefined), []);
  });
});
