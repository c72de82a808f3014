const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago something was, in a word or two of this language: “5 min. ago”, “yesterday”. Times are milliseconds since the epoch. */
export function ageInWords(at: number, now: number, language: string): string {
  const age = Math.max(0, now - at);
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  if (age < minute) return words.format(0, 'second');
  if (age < hour) return words.format(-Math.floor(age / minute), 'minute');
  if (age < day) return words.format(-Math.floor(age / hour), 'hour');
  if (age < 30 * day) return words.format(-Math.floor(age / day), 'day');
  return age < 365 * day ? words.format(-Math.floor(age / (30 * day)), 'month') : words.format(-Math.floor(age / (365 * day)), 'year');
}
