import { parentPort, workerData } from 'node:worker_threads';
import type { Passage } from '../core/passages.ts';
import { PassageIndex, type KnownFile } from './passageIndex.ts';
import { removePassages } from './passagePlace.ts';
import { tellsDamage } from './threadDamage.ts';

/** What the worker is asked of one set of files. */
export type PassageAsk =
  | { readonly what: 'known'; readonly set: string }
  | { readonly what: 'put'; readonly set: string; readonly file: KnownFile; readonly text: string }
  | { readonly what: 'drop'; readonly set: string; readonly paths: readonly string[] }
  | { readonly what: 'sets' }
  | { readonly what: 'clear'; readonly set: string }
  | { readonly what: 'find'; readonly set: string; readonly question: string; readonly most: number };

/** A question under a number that its answer carries too. */
export interface PassageQuestion {
  readonly id: number;
  readonly ask: PassageAsk;
}

/** What came of a question: files for `known`, passages for `find`, names for `sets`, or why nothing did. `anew`: what was kept was damaged, and was made anew before. */
export interface PassageAnswer {
  readonly id: number;
  readonly known?: readonly KnownFile[];
  readonly found?: readonly Passage[];
  readonly sets?: readonly string[];
  readonly anew?: true;
  readonly reason?: string;
}

const folder = String(workerData);
let index: PassageIndex | undefined;

function answer(ask: PassageAsk): Omit<PassageAnswer, 'id'> {
  try {
    return answered(ask);
  } catch (error) {
    if (!tellsDamage(error)) throw error;
    index?.close();
    index = undefined;
    removePassages(folder);
    return { ...answered(ask), anew: true };
  }
}

function answered(ask: PassageAsk): Omit<PassageAnswer, 'id'> {
  index ??= new PassageIndex(folder);
  if (ask.what === 'known') return { known: index.known(ask.set) };
  if (ask.what === 'find') return { found: index.find(ask.set, ask.question, ask.most) };
  if (ask.what === 'sets') return { sets: index.sets() };
  if (ask.what === 'put') index.put(ask.set, ask.file, ask.text);
  else if (ask.what === 'clear') index.clear(ask.set);
  else index.drop(ask.set, ask.paths);
  return {};
}

parentPort?.on('message', ({ id, ask }: PassageQuestion) => {
  try {
    parentPort?.postMessage({ id, ...answer(ask) } satisfies PassageAnswer);
  } catch (error) {
    parentPort?.postMessage({ id, reason: error instanceof Error ? error.message : String(error) } satisfies PassageAnswer);
  }
});
