import type { PageResponse } from 'openai/core/pagination';
import type { Model, ModelDeleted } from 'openai/resources/models';
import { ApiError, modelNotFound } from './errors.ts';
import type { DescribedModel, Features } from './features.ts';
import type { Route } from './router.ts';

const needs = ['modelsEndpoint'] as const;
const path = '/v1/models/{model}';
/** 2026-01-01 00:00 UTC, in seconds since the epoch. */
const created = 1_767_225_600;

/** `GET /v1/models` and one of them; those of one's own (`ft:…`) can be deleted. */
export const modelRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/models',
    needs,
    answer: (_exchange, { features }) => ({ object: 'list', data: [...living(features)] }) satisfies PageResponse<Model>,
  },
  { method: 'GET', path, needs, answer: (_exchange, { features }, { model = '' }) => findModel(model, features) },
  {
    method: 'DELETE',
    path,
    needs,
    answer: (_exchange, world, { model = '' }) => {
      const { id } = findModel(model, world.features);
      if (!id.startsWith('ft:')) throw new ApiError(403, { message: `The model '${id}' is not yours to delete.`, param: 'model' });
      world.change({ models: world.features.models.filter((known) => idOf(known) !== id) });
      return { id, object: 'model', deleted: true } satisfies ModelDeleted;
    },
  },
];

/** Models of every age, for those who want to see some end: without date, 400 days from now, 20 days from now, and long gone. */
export function modelsOfEveryAge(): readonly (string | DescribedModel)[] {
  return [
    'offline-large',
    { id: 'offline-small', shutdown_date: daysFromNow(400) },
    { id: 'offline-old', shutdown_date: daysFromNow(20) },
    { id: 'offline-ancient', shutdown_date: daysFromNow(-200) },
    'offline-embedding',
  ];
}

/** The model under this id; throws the service's 404. */
export function findModel(id: string, features: Features): Model {
  const found = living(features).find((model) => model.id === id);
  if (found === undefined) throw modelNotFound(id);
  return found;
}

function living({ models }: Features): readonly Model[] {
  return models.filter((known) => typeof known === 'string' || known.shutdown_date === undefined || known.shutdown_date > daysFromNow(0)).map((known) => ({
    id: idOf(known),
    object: 'model',
    created,
    owned_by: 'offline',
    ...(typeof known === 'string' ? {} : known),
  }));
}

function idOf(known: string | DescribedModel): string {
  return typeof known === 'string' ? known : known.id;
}

/** A day as YYYY-MM-DD, in UTC. */
function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
