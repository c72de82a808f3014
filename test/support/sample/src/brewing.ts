/** How to brew a kind of tea: degrees Celsius and minutes. */
export interface Brewing {
  readonly degrees: number;
  readonly minutes: number;
}

const brewings: Readonly<Record<string, Brewing>> = {
  black: { degrees: 96, minutes: 4 },
  green: { degrees: 75, minutes: 2.5 },
  oolong: { degrees: 88, minutes: 3 },
  rooibos: { degrees: 100, minutes: 7 },
};

/** The way to brew this tea; black tea's for one that is not known. */
export function brewingOf(tea: string): Brewing {
  return brewings[tea] ?? { degrees: 96, minutes: 4 };
}

/** A sentence for people, as in “green: 2 min 30 s at 75 °C”. */
export function describe(tea: string): string {
  const { degrees, minutes } = brewingOf(tea);
  const seconds = (minutes % 1) * 100;
  return `${tea}: ${Math.floor(minutes)} min ${seconds} s at ${degrees} °C`;
}
