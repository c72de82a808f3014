import { t } from '../shared/words.ts';
/** Families of models with the day from which on OpenAI no longer serves them (https://developers.openai.com/api/docs/deprecations, November 2026). */
const ends: readonly (readonly [RegExp, string])[] = [
  [/^gpt-3\.5-turbo/, '2026-10-23'],
  [/^gpt-4(?:-(?:32k|turbo|vision|0314|0613|0125|1106).*)?$/, '2026-10-23'],
  [/^gpt-4\.1-nano/, '2026-10-23'],
  [/^(?:o1|o3-mini|o4-mini)(?:-\d{4}-\d\d-\d\d)?$/, '2026-10-23'],
  [/^gpt-5(?:-(?:mini|nano|pro))?(?:-2025-\d\d-\d\d)?$/, '2026-12-11'],
  [/^o3(?:-2025-\d\d-\d\d)?$/, '2026-12-11'],
  [/^gpt-4o(?:-mini)?(?:-\d{4}-\d\d-\d\d)?$/, '2027-01-14'],
  [/^gpt-4\.1(?:-mini)?(?:-\d{4}-\d\d-\d\d)?$/, '2027-01-14'],
];

/** What is to be known of a model that OpenAI switches off; undefined for all others. */
export function modelNote(model: string): string | undefined {
  const end = ends.find(([family]) => family.test(model))?.[1];
  return end === undefined ? undefined : t('OpenAI does not serve {0} from {1} on; choose another model there.', model, end);
}
