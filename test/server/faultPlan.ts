import type { Fault } from './faults.ts';

/** The faults that wait for their requests; among those that match, the one planned first comes first. */
export class FaultPlan {
  #waiting: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  /** The fault for this request, counted off; undefined when all shall go well. */
  take(method: string, path: string): Fault | undefined {
    const found = this.#waiting.find(({ fault }) => matches(fault, method, path));
    if (found === undefined) return undefined;
    found.left -= 1;
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    return found.fault;
  }

  clear(): void {
    this.#waiting = [];
  }
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  const asked = path.split('/');
  const pattern = fault.path.split('/');
  return pattern.length === asked.length && pattern.every((segment, index) => segment === '*' || segment === asked[index]);
}
