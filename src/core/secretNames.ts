import { t } from '../shared/words.ts';
interface NameRule {
  /** Matched against the whole path, in lower case, with forward slashes. */
  readonly path: RegExp;
  readonly reason: string;
}

// The endings of files that keep keys: no other word in a name makes them harmless.
const privateKeys = /\.(?:pem|key|ppk|p8|gpg|pgp|age)$/;
const keyStores = /\.(?:p12|pfx|pkcs12|jks|jceks|keystore|bcfks|kdbx?|agilekeychain|opvault|keychain(?:-db)?|ovpn)$/;

const rules: readonly NameRule[] = [
  { path: /(?:^|\/)(?:\.env(?:rc)?(?:[._-][^/]*)?|[^/]+\.env|\.dev\.vars)$/, reason: t('Environment files hold passwords and keys.') },
  { path: privateKeys, reason: t('Files with this name hold private keys.') },
  { path: /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519|xmss)(?:_sk)?(?:[._-][^/]*)?$|(?:^|\/)\.(?:ssh|gnupg)\//, reason: t('Files with this name hold private keys.') },
  { path: keyStores, reason: t('Files with this ending keep keys or passwords.') },
  { path: /(?:^|\/)(?:\.npmrc|\.yarnrc\.yml|\.pypirc|pip\.conf|\.gem\/credentials|\.bundle\/config|\.cargo\/credentials(?:\.toml)?|nuget\.config|\.m2\/settings(?:-security)?\.xml|\.gradle\/gradle\.properties|\.composer\/auth\.json|auth\.json)$/, reason: t('Package managers keep their access tokens in this file.') },
  { path: /(?:^|\/)(?:[._]netrc|\.git-credentials|\.gitcookies|\.git\/config|\.config\/(?:gh|hub|glab-cli)(?:\/[^/]*)?|\.?htpasswd|\.pgpass|pgpass\.conf|\.my\.cnf|\.mylogin\.cnf|\.dbshell|\.s3cfg|\.boto|\.vault-token|\.terraformrc|terraform\.rc|\.databrickscfg|\.rclone\.conf|rclone\.conf)$/, reason: t('Programs keep their sign-ins in this file.') },
  { path: /(?:^|\/)(?:\.aws\/(?:credentials|config|sso\/|cli\/cache\/)|\.azure\/(?:accesstokens|azureprofile|msal_|service_principal)|\.config\/gcloud\/|\.oci\/|\.docker\/config\.json$|\.dockercfg$|\.dockerconfigjson$|kubeconfig(?:[._-][^/]*)?$|[^/]+\.kubeconfig$|\.kube\/|\.fly\/config\.yml$|\.config\/doctl\/)/, reason: t('Cloud tools keep their sign-ins in this file.') },
  { path: /\.tfstate(?:\.[^/]*)?$|\.tfvars(?:\.json)?$|(?:^|\/)\.pulumi\/credentials\.json$/, reason: t('Terraform and Pulumi write secrets into this file in plain text.') },
  { path: /(?:^|\/)(?:[^/]*service[-_]?account[^/]*\.json|client[-_]secrets?[^/]*\.json|application_default_credentials\.json|firebase-adminsdk[^/]*\.json|[^/]*-firebase-adminsdk-[^/]*\.json|credentials(?:\.(?:json|ya?ml|xml|toml|ini|properties|enc))?|rootkey\.csv|(?:[^/]*_)?(?:accesskeys|credentials)\.csv|local\.settings\.json)$/, reason: t('Files with this name hold the credentials of an account.') },
  { path: /(?:^|\/)(?:secrets\.[^/]+|[^/]*secrets?(?:[._-][^/]*)?\.(?:json|ya?ml|toml|ini|txt|properties|xml|plist|enc|tf)|\.?secrets?|vault\.ya?ml|vault_pass(?:word)?(?:\.txt)?|\.vault_pass|master\.key|credentials\.yml\.enc|wp-config\.php|passwords?\.(?:txt|csv|json|ya?ml|xlsx?))$/, reason: t('The name says that this file holds secrets.') },
  { path: /(?:^|\/)(?:globalstorage|workspacestorage)\/|(?:^|\/)state\.vscdb(?:\.backup)?$|(?:^|\/)(?:cookies|login data|logins\.json|key[34]\.db)$/, reason: t('VS Code or a browser keeps its state and sign-ins here.') },
  { path: /(?:^|\/)\.(?:bash|zsh|sh|python|node_repl|psql|mysql|rediscli|sqlite)_?(?:history|sessions\/[^/]*)$/, reason: t('A history of commands often holds passwords.') },
  { path: /^\/proc\/[^/]+\/environ$|(?:^|\/)etc\/(?:shadow|gshadow|sudoers)-?$/, reason: t('The system keeps secrets in this file.') },
];

// Files to copy from, and the halves of keys that are public.
const harmless = /(?:[._-](?:example|sample|template|dist|schema)(?:\.[a-z]{1,5})?|\.pub|\.d\.ts)$|(?:^|\/)(?:example|sample|template)\.env$/;

// What editors and people append to the name of a file that they keep a copy of.
const copy = /(?:~|\.(?:bak|backup|old|orig|save))$/;

/** How much of a path is read, from its end, in characters: no system takes a longer one. */
const longest = 4096;

/**
 * Why a file with this path holds secrets, in a sentence; undefined if its name does not say so. Reads the name as Windows would:
 * without regard to case, dots and blanks at its end, or the name of a stream.
 */
export function secretName(path: string): string | undefined {
  const whole = path.slice(-longest).replaceAll('\\', '/').toLowerCase();
  const written = [whole.replaceAll(':', '/'), whole.replace(/:[^/]*$/, '')].map((name) => name.replace(/[. ]{1,64}$/, ''));
  const names = written.flatMap((name) => [name, name.replace(copy, '')]);
  if (names.every((name) => harmless.test(name) && !privateKeys.test(name) && !keyStores.test(name))) return undefined;
  return rules.find((rule) => names.some((name) => rule.path.test(name)))?.reason;
}
