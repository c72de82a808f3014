import { t } from '../shared/words.ts';

const alone: Readonly<Record<string, () => string>> = {
  'API key': () => t('API key'),
  'JSON web token': () => t('JSON web token'),
  'age key': () => t('age key'),
  'password in a URL': () => t('password in a URL'),
  'private key': () => t('private key'),
  'webhook secret': () => t('webhook secret'),
  authorization: () => t('authorization'),
  credential: () => t('credential'),
  key: () => t('key'),
  password: () => t('password'),
  secret: () => t('secret'),
  token: () => t('token'),
};

const issued: Readonly<Record<string, (whose: string) => string>> = {
  'access key': (whose) => t('{0} access key', whose),
  'API key': (whose) => t('{0} API key', whose),
  'bot token': (whose) => t('{0} bot token', whose),
  'secret key': (whose) => t('{0} secret key', whose),
  'service token': (whose) => t('{0} service token', whose),
  'storage key': (whose) => t('{0} storage key', whose),
  key: (whose) => t('{0} key', whose),
  secret: (whose) => t('{0} secret', whose),
  signature: (whose) => t('{0} signature', whose),
  token: (whose) => t('{0} token', whose),
  webhook: (whose) => t('{0} webhook', whose),
};

/** What the user reads of a kind of secret; models and placeholders have the kind itself. */
export function secretKindInWords(kind: string): string {
  const known = alone[kind];
  if (known !== undefined) return known();
  const what = Object.keys(issued).find((ending) => kind.endsWith(` ${ending}`));
  return what === undefined ? kind : issued[what]?.(kind.slice(0, -what.length - 1)) ?? kind;
}
