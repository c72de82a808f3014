/** What a kind of credential looks like. */
export interface SecretRule {
  /** What it is, as the user and the model read it. */
  readonly kind: string;
  /** How it begins: one of these texts, to the letter. */
  readonly starts: readonly string[];
  /** What follows: the source of a regular expression, each of whose repetitions has an end. */
  readonly rest: string;
}

const rule = (kind: string, starts: string, rest: string): SecretRule => ({ kind, starts: starts.split(' '), rest });

const letters = '[A-Za-z0-9]';
const hex = '[a-fA-F0-9]';

/**
 * Whose rules these are, and of which version (of gitleaks, the commit of config/gitleaks.toml): an update begins with this line and the
 * lists in test/core/secretRules.test.ts.
 */
export const takenFrom = [
  { name: 'gitleaks', version: '009e025ad4106ab333aa0b9dc4f2a884390d134c', license: 'MIT', author: '2019 Zachary Rice' },
  { name: 'secretlint', version: '13.0.7', license: 'MIT', author: '2020 azu' },
] as const;

/**
 * Credentials that are known by how they begin: prefixes, alphabets and lengths of gitleaks and secretlint. Lengths that issuers let grow
 * have room to.
 *
 * Why they are written down here (looked at in November 2026): gitleaks is a program in Go, and its expressions are RE2's, which in
 * JavaScript are neither valid as they stand nor linear. On npm, `gitleaks` 1.0.0 is one file with a few rules, without code, and
 * `detect-secrets` 1.0.6 starts a program in Python. `@secretlint/core` with `secretlint-rule-preset-recommend` 13.0.7 is well kept and
 * quick, but has no rules for most of these issuers (it finds fewer than a quarter of those in test/core/plantedSecrets.ts), adds 83 KB, and
 * wants Node's own modules, which this folder may not have.
 */
export const secretRules: readonly SecretRule[] = [
  // Models
  rule('OpenAI key', 'sk-proj- sk-svcacct- sk-admin- sk-None-', '[\\w-]{40,250}'),
  rule('Anthropic key', 'sk-ant-', '[\\w-]{40,250}'),
  rule('OpenRouter key', 'sk-or-v1- sk-or-', `${hex}{48,80}`),
  rule('API key', 'sk-', `${letters}{32,80}`),
  rule('Hugging Face token', 'hf_ api_org_', `${letters}{34,40}`),
  rule('Groq key', 'gsk_', `${letters}{52}`),
  rule('Perplexity key', 'pplx-', `${letters}{48,60}`),
  rule('xAI key', 'xai-', `${letters}{70,90}`),
  rule('Replicate token', 'r8_', `${letters}{37}`),
  rule('LangSmith key', 'lsv2_pt_ lsv2_sk_', `${hex}{32}_${hex}{10}`),
  // Clouds
  rule('AWS access key', 'AKIA ASIA ABIA ACCA', '[A-Z2-7]{16}'),
  rule('Amazon Bedrock key', 'ABSK', '[A-Za-z0-9+/]{109,269}={0,2}'),
  rule('Azure storage key', 'AccountKey=', '[A-Za-z0-9+/]{86}=='),
  rule('Azure shared access key', 'SharedAccessKey=', '[A-Za-z0-9+/]{42,44}={0,2}'),
  // The letters before the sign are told by what stands behind them alone.
  rule('Azure client secret', '~', '(?<=(?<![\\w.~])[\\w.~]{3}\\dQ~)[\\w.~-]{31,34}'),
  rule('Azure signature', 'sig=', '[A-Za-z0-9%+/]{43,64}(?:%3D|=)'),
  rule('Google API key', 'AIza', '[\\w-]{35}'),
  rule('Google OAuth secret', 'GOCSPX-', '[\\w-]{28}'),
  rule('Google OAuth token', 'ya29.', '[\\w-]{30,300}'),
  rule('Alibaba access key', 'LTAI', `${letters}{16,20}`),
  rule('DigitalOcean token', 'dop_v1_ doo_v1_ dor_v1_', `${hex}{64}`),
  rule('Cloudflare token', 'cfk_ cfut_ cfat_', `${letters}{48}`),
  rule('Cloudflare origin key', 'v1.0-', `${hex}{24}-${hex}{146}`),
  rule('Heroku key', 'HRKU-AA', '[\\w-]{58}'),
  rule('Fly.io token', 'fo1_', '[\\w-]{43}'),
  rule('Fly.io token', 'fm1r_ fm1a_ fm2_', '[A-Za-z0-9+/]{100,1000}={0,3}'),
  rule('Vercel token', 'vcp_ vci_ vca_ vcr_ vck_', `${letters}{20,60}`),
  rule('Netlify token', 'nfp_', `${letters}{36,40}`),
  rule('Supabase token', 'sbp_', `${hex}{40}`),
  rule('Tailscale key', 'tskey-', '[a-z]{2,12}-\\w{8,40}-\\w{16,60}'),
  rule('Pulumi token', 'pul-', `${hex}{40}`),
  rule('Terraform token', '.atlasv1.', '[\\w=-]{60,70}'),
  rule('Vault token', 'hvs. hvb. hvr.', '[\\w-]{24,300}'),
  rule('Doppler token', 'dp.pt. dp.ct. dp.sa. dp.scim.', `${letters}{40,44}`),
  rule('OpenShift token', 'sha256~', '[\\w-]{43}'),
  rule('PlanetScale token', 'pscale_tkn_ pscale_oauth_ pscale_pw_', '[\\w=.-]{32,64}'),
  rule('ClickHouse key', '4b1d', `${letters}{38}`),
  rule('Scalingo token', 'tk-us-', '[\\w-]{48}'),
  rule('Yandex API key', 'AQVN', '[\\w-]{35,38}'),
  rule('Yandex token', 't1.', '[\\w-]{20,400}={0,2}\\.[\\w-]{86}={0,2}'),
  rule('Infracost token', 'ico-', `${letters}{32}`),
  rule('Databricks token', 'dapi', `${hex}{32}(?:-\\d)?`),
  // Code and packages
  rule('GitHub token', 'ghs_', '\\d{1,20}_[\\w-]{1,1000}\\.[\\w-]{1,10000}\\.[\\w-]{1,1000}'),
  rule('GitHub token', 'ghp_ gho_ ghu_ ghs_ ghr_', '\\w{36,255}'),
  rule('GitHub token', 'github_pat_', '\\w{70,255}'),
  rule('GitLab token', 'glpat- gldt- glrt- glptt- glcbt- glft- glffct- glimt- glagent- gloas- glsoat- GR1348941', '[\\w.-]{20,300}'),
  rule('GitLab token', '_gitlab_session=', '[0-9a-z]{32}'),
  rule('Bitbucket token', 'ATBB ATCTT3', '[\\w=-]{32,250}'),
  rule('Atlassian token', 'ATATT3', '[\\w=-]{150,250}'),
  rule('npm token', 'npm_', `${letters}{36}`),
  rule('PyPI token', 'pypi-AgEIcHlwaS5vcmc pypi-AgENdGVzdC5weXBpLm9yZw', '[\\w-]{50,1000}'),
  rule('RubyGems key', 'rubygems_', `${hex}{48}`),
  rule('Clojars token', 'CLOJARS_', `${letters}{60}`),
  rule('Docker token', 'dckr_pat_ dckr_oat_', '[\\w-]{27,40}'),
  rule('Artifactory key', 'AKCp', `${letters}{69}`),
  rule('Artifactory token', 'cmVmd', `${letters}{59}`),
  rule('Sourcegraph token', 'sgp_', `(?:${hex}{16}_|local_)?${hex}{40}`),
  rule('Harness token', 'pat. sat.', `[\\w-]{22}\\.${letters}{24}\\.${letters}{20}`),
  rule('Octopus Deploy key', 'API-', '[A-Z0-9]{26}'),
  rule('Postman key', 'PMAK-', `${hex}{24}-${hex}{34}`),
  // Payment, messages, work
  rule('Stripe key', 'sk_live_ rk_live_ sk_test_ rk_test_ sk_prod_ rk_prod_', `${letters}{16,250}`),
  rule('webhook secret', 'whsec_', '[A-Za-z0-9+/]{32,64}={0,2}'),
  rule('Square token', 'sq0atp- sq0csp-', '[\\w-]{22,60}'),
  rule('Square token', 'EAAA', '[\\w-]{60}'),
  rule('Duffel token', 'duffel_live_ duffel_test_', '[\\w=-]{43}'),
  rule('Flutterwave key', 'FLWSECK- FLWSECK_TEST-', '(?:[a-hA-H0-9]{32}-X|[a-hA-H0-9]{12})'),
  rule('Shopify token', 'shpat_ shpca_ shppa_ shpss_', `${hex}{32}`),
  rule('Shippo token', 'shippo_live_ shippo_test_', `${hex}{40}`),
  rule('EasyPost key', 'EZAK EZTK', `${letters}{54}`),
  rule('Slack token', 'xoxb- xoxp- xoxa- xoxr- xoxs- xoxo- xoxe- xoxe.xoxb- xoxe.xoxp- xapp-', '[A-Za-z0-9-]{20,250}'),
  rule('Slack webhook', 'hooks.slack.com/', '(?:services|workflows|triggers)/[A-Za-z0-9+/]{40,60}'),
  rule('Discord webhook', 'discord.com/api/webhooks/ discordapp.com/api/webhooks/', '\\d{17,20}/[\\w-]{60,80}'),
  rule('Teams webhook', '.webhook.office.com/webhookb2/', '[\\w@-]{36,80}/IncomingWebhook/[\\w/-]{32,120}'),
  rule('Telegram bot token', ':AA', '(?<=\\d{8,10}:AA)[\\w-]{33}'),
  rule('SendGrid key', 'SG.', '[\\w-]{22}\\.[\\w-]{43}'),
  rule('Brevo key', 'xkeysib- xsmtpsib-', `${hex}{64}-${letters}{16}`),
  rule('Twilio key', 'SK', `${hex}{32}`),
  rule('Facebook token', 'EAAM EAAC', `${letters}{100,400}`),
  rule('Linear key', 'lin_api_ lin_oauth_', `${letters}{40,64}`),
  rule('Notion token', 'ntn_', `${letters}{43,50}`),
  rule('Notion token', 'secret_', `${letters}{43}`),
  rule('Figma token', 'figd_', '[\\w-]{40,60}'),
  rule('Airtable token', 'pat', `${letters}{14}\\.${hex}{64}`),
  rule('Adobe client secret', 'p8e-', `${letters}{32}`),
  rule('SettleMint token', 'sm_aat_ sm_pat_ sm_sat_', `${letters}{16}`),
  rule('42 client secret', 's-s4t2ud- s-s4t2af-', `${hex}{64}`),
  rule('Defined Networking key', 'dnkey-', '[\\w=-]{26}-[\\w=-]{52}'),
  rule('Typeform token', 'tfp_', '[\\w.=-]{59}'),
  rule('Frame.io token', 'fio-u-', '[\\w=-]{64}'),
  rule('1Password secret key', 'A3-', '[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}'),
  rule('1Password service token', 'ops_eyJ', '[A-Za-z0-9+/]{250,2000}={0,3}'),
  // Watching
  rule('Grafana token', 'glsa_', `${letters}{32}_${hex}{8}`),
  rule('Grafana token', 'glc_', '[A-Za-z0-9+/]{32,400}={0,3}'),
  rule('Grafana key', 'eyJrIjoi', `${letters}{70,400}={0,3}`),
  rule('New Relic key', 'NRAK- NRII- NRJS-', '[A-Za-z0-9-]{19,32}'),
  rule('Sentry token', 'sntrys_', '[A-Za-z0-9+/=_-]{60,500}'),
  rule('Sentry token', 'sntryu_', `${hex}{64}`),
  rule('Dynatrace token', 'dt0c01. dt0s01.', `${letters}{24}\\.${letters}{64}`),
  rule('Prefect token', 'pnu_ pnb_', `${letters}{36}`),
  rule('ReadMe key', 'rdme_', '[a-z0-9]{70}'),
  // Of no one issuer
  rule('private key', 'Private-Lines:', ' ?\\d{1,3}\\r?\\n[A-Za-z0-9+/=\\r\\n]{40,12000}'),
  rule('age key', 'AGE-SECRET-KEY-1', '[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}'),
  // The same, once more in base64.
  rule('JSON web token', 'ZXlK', '[\\w+/-]{60,8000}={0,2}'),
  rule('JSON web token', 'eyJ', '[\\w-]{10,4000}\\.eyJ[\\w-]{10,8000}\\.[\\w-]{16,2000}'),
];
