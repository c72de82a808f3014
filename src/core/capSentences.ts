import { moneyInWords } from '../shared/moneyInWords.ts';
import type { Cap } from './spendingSettings.ts';
import { t } from '../shared/words.ts';

/** So much, in tokens and, where there is a price, in USD. */
interface Amount {
  readonly tokens: number;
  readonly usd?: number | undefined;
}

/** What is said when a cap would be passed: the cap, what the call adds, and what was spent before, if anything. */
const sentences = {
  thread: (cap: string, more: string, spent?: string): string => (spent === undefined
    ? t('This message takes at least {0}: more than your cap of {1} for a thread.', more, cap)
    : t('This thread has taken about {0}, and this message would add at least {1}: more than your cap of {2} for a thread.', spent, more, cap)),
  day: (cap: string, more: string, spent?: string): string => (spent === undefined
    ? t('This message takes at least {0}: more than your cap of {1} for a day.', more, cap)
    : t('Today has taken about {0}, and this message would add at least {1}: more than your cap of {2} for a day.', spent, more, cap)),
};

/** Whether a call would pass the cap, and how, in a sentence. What costs nothing passes no cap in dollars. */
export function passedCap(scope: 'thread' | 'day', cap: Cap, spent: { readonly tokens: number; readonly usd: number }, more: Amount): string | undefined {
  const say = sentences[scope];
  if (cap.usd !== undefined && more.usd !== undefined && more.usd > 0 && spent.usd + more.usd > cap.usd) {
    return say(moneyInWords(cap.usd), moneyInWords(more.usd), spent.usd === 0 ? undefined : moneyInWords(spent.usd));
  }
  if (cap.tokens === undefined || spent.tokens + more.tokens <= cap.tokens) return undefined;
  return say(inTokens(cap.tokens), inTokens(more.tokens), spent.tokens === 0 ? undefined : inTokens(spent.tokens));
}

function inTokens(count: number): string {
  return t('{0} tokens', count);
}
