import type { PageResponse } from 'openai/core/pagination';
import type { Model } from 'openai/resources/models';
import { modelNotFound } from './errors.ts';
import type { Route } from './router.ts';

const needs = ['modelsEndpoint'] as const;
/** 2026-01-01 00:00 UTC, in seconds since the epoch. */
const created = 1_767_225_600;

/** `GET /v1/models` and one of them. */
export const modelRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/models',
    needs,
    answer: (_exchange, { features }) => ({ object: 'list', data: features.models.map((id) => model(id)) }) satisfies PageResponse<Model>,
  },
  {
    method: 'GET',
    path: '/v1/models/{model}',
    needs,
    answer: (_exchange, { features }, { model: id = '' }) => {
      if (!features.models.includes(id)) throw modelNotFound(id);
      return model(id);
    },
  },
];

function model(id: string): Model {
  return { id, object: 'model', created, owned_by: 'offline' };
}
