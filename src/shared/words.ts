/** The translated sentences, by their English ones, and the language that they are in (BCP 47). */
export interface Words {
  readonly language: string;
  readonly sentences: Readonly<Record<string, string>>;
}

let words: Words = { language: 'en', sentences: {} };

/** Sets the language of all that is shown from now on. Called once, before anything is shown. */
export function speak(spoken: Words): void {
  words = spoken;
}

/** What is spoken; for whoever hands it on to the page. */
export function spokenWords(): Words {
  return words;
}

/** The language for numbers and dates (BCP 47). */
export function language(): string {
  return words.language;
}

/**
 * An English sentence in the user’s language, or itself if it has no translation. {0} stands for the first value; numbers are written as the language does.
 * A translation may choose by a number’s plural: {0|file|files}, in the order of the language’s own forms (zero, one, two, few, many, other).
 */
export function t(sentence: string, ...values: readonly (string | number)[]): string {
  const said = words.sentences[sentence] ?? sentence;
  if (values.length === 0) return said;
  return said.replace(/\{(?<at>\d+)(?<forms>(?:\|[^{}|]*)*)\}/g, (hole, at: string, forms: string) => {
    const value = values[Number(at)];
    if (value === undefined) return hole;
    if (forms !== '') return formFor(value, forms.slice(1).split('|'));
    return typeof value === 'number' ? value.toLocaleString(words.language) : value;
  });
}

const order: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

function formFor(value: string | number, forms: readonly string[]): string {
  const rules = new Intl.PluralRules(words.language);
  const has = rules.resolvedOptions().pluralCategories;
  const at = order.filter((form) => has.includes(form)).indexOf(rules.select(Number(value)));
  return forms[at] ?? forms.at(-1) ?? '';
}
