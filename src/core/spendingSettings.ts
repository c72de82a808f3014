import * as v from 'valibot';
import type { Rates } from '../shared/usage.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** The most that may be spent before the user is asked. An absent figure is no limit. */
export interface Cap {
  readonly usd?: number;
  readonly tokens?: number;
}

/** The settings that say what things cost and how much may be spent, as the user's own settings have them: not yet checked. */
export interface SpendingSettings {
  readonly prices: unknown;
  readonly thread: unknown;
  readonly day: unknown;
}

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));

const cap: v.GenericSchema<unknown, Cap> = v.strictObject({ usd: v.exactOptional(amount), tokens: v.exactOptional(amount) });

const rates: v.GenericSchema<unknown, Rates> = v.strictObject({ input: amount, cachedInput: v.exactOptional(amount), output: amount });

/** The user's own prices by names or patterns of models; an entry of another shape is no price. */
export function readPrices({ prices }: SpendingSettings): Readonly<Record<string, Rates>> {
  if (typeof prices !== 'object' || prices === null) return {};
  return Object.fromEntries(Object.entries(prices).flatMap(([name, value]) => {
    const parsed = v.safeParse(rates, value);
    return parsed.success ? [[name, parsed.output]] : [];
  }));
}

/** The cap of a thread or of a day. Throws FailureError `settings` for one that cannot be understood: it is not to be passed unseen. */
export function readCap(settings: SpendingSettings, scope: 'thread' | 'day'): Cap {
  const parsed = v.safeParse(cap, settings[scope] ?? {});
  if (parsed.success) return parsed.output;
  throw new FailureError({ kind: 'settings', message: t('The setting {0} cannot be understood, so nothing was sent: it holds "usd", "tokens" or both, each with a number.', `assistants.cap.${scope}`), action: 'openSettings' });
}
