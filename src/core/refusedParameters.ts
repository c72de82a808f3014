import { parameterNames, type Parameters } from './assistant.ts';

/** Which parameters the user has agreed to leave out where a model does not take them. Kept for as long as VS Code runs. */
export class RefusedParameters {
  readonly #names = new Map<string, Set<keyof Parameters>>();

  /** What is left out for this model over this connection. */
  of(connectionName: string, model: string): readonly (keyof Parameters)[] {
    return [...(this.#names.get(keyOf(connectionName, model)) ?? [])];
  }

  /** From now on this one is left out; a name that is no parameter's changes nothing. */
  leaveOut(connectionName: string, model: string, parameter: string): void {
    const name = parameterNames.find((known) => known === parameter);
    if (name === undefined) return;
    const key = keyOf(connectionName, model);
    this.#names.set(key, (this.#names.get(key) ?? new Set()).add(name));
  }
}

function keyOf(connectionName: string, model: string): string {
  return `${connectionName}\n${model}`;
}
