import { unsupportedParameter } from './errors.ts';
import type { Features } from './features.ts';

/** Refuses the parameters that no model of this server takes. `body` is the request as it came. */
export function refuseParameters(body: unknown, { refusedParameters }: Features): void {
  const refused = refusedParameters.find((name) => isSet(body, name.split('.')));
  if (refused !== undefined) throw unsupportedParameter(refused);
}

function isSet(value: unknown, [name, ...inner]: readonly string[]): boolean {
  if (name === undefined) return value !== undefined && value !== null;
  return typeof value === 'object' && value !== null && isSet(Object.entries(value).find(([key]) => key === name)?.[1], inner);
}
