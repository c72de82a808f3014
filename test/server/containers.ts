import type { ContainerCreateResponse } from 'openai/resources/containers/containers';
import * as v from 'valibot';
import { check } from './body.ts';
import { ApiError, objectNotFound } from './errors.ts';
import { newId, now } from './ids.ts';
import { page } from './pages.ts';
import type { Route } from './router.ts';
import type { StoredContainer, World } from './world.ts';

const needs = ['containers'] as const;
const path = '/v1/containers/{containerId}';
const memory = v.picklist(['1g', '4g', '16g', '64g']);

const createRequest = v.strictObject({
  name: v.string(),
  expires_after: v.exactOptional(v.strictObject({ anchor: v.literal('last_active_at'), minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)) })),
  memory_limit: v.exactOptional(memory),
});

/** `/v1/containers`: where code runs. */
export const containerRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/containers',
    needs,
    answer: (exchange, world) => told(newContainer(check(createRequest, exchange.request.body), world), world),
  },
  {
    method: 'GET',
    path: '/v1/containers',
    needs,
    answer: (exchange, world) => page([...world.containers.values()].map((kept) => told(kept, world)), exchange.query),
  },
  { method: 'GET', path, needs, answer: (_exchange, world, { containerId = '' }) => told(findContainer(world, containerId), world) },
  {
    method: 'DELETE',
    path,
    needs,
    answer: (_exchange, world, { containerId = '' }) => {
      const { id } = findContainer(world, containerId).container;
      world.containers.delete(id);
      return { id, object: 'container.deleted', deleted: true };
    },
  },
];

/** Makes a container and keeps it. */
export function newContainer(request: v.InferOutput<typeof createRequest>, world: World): StoredContainer {
  const created = now();
  const container: ContainerCreateResponse = {
    id: newId('cntr'), object: 'container', created_at: created, status: 'running', last_active_at: created,
    expires_after: { anchor: 'last_active_at', minutes: 20 }, memory_limit: '1g', network_policy: { type: 'disabled' }, ...request,
  };
  const kept = { container, files: new Map() };
  world.containers.set(container.id, kept);
  return kept;
}

/** The container under this id, expired or not; throws the service's 404. */
function findContainer(world: World, id: string): StoredContainer {
  const found = world.containers.get(id);
  if (found === undefined) throw objectNotFound('Container', id);
  return found;
}

/** The container under this id, to work with; throws the service's 404, or its 400 once it has expired. */
export function livingContainer(world: World, id: string): StoredContainer {
  const found = findContainer(world, id);
  if (world.features.containersExpired) throw new ApiError(400, { message: 'Container is expired.' });
  return found;
}

function told({ container }: StoredContainer, { features }: World): ContainerCreateResponse {
  return { ...container, status: features.containersExpired ? 'expired' : container.status };
}
