import assert from 'node:assert/strict';
import { secretRules, takenFrom } from '../../src/core/secretRules.ts';
import { thirdPartyNotices } from '../../thirdPartyNotices.mjs';

// An update of the rules begins here: with the other version, and with what its list has that this one has not.
const versions = { gitleaks: '009e025ad4106ab333aa0b9dc4f2a884390d134c', secretlint: '13.0.7' };

/** The rules of gitleaks that are known by how they begin, and with what. */
const begun: Readonly<Record<string, string>> = {
  '1password-secret-key': 'A3-', '1password-service-account-token': 'ops_eyJ', 'adobe-client-secret': 'p8e-', 'age-secret-key': 'AGE-SECRET-KEY-1', 'alibaba-access-key-id': 'LTAI',
  'anthropic-admin-api-key': 'sk-ant-', 'anthropic-api-key': 'sk-ant-', 'artifactory-api-key': 'AKCp', 'artifactory-reference-token': 'cmVmd', 'atlassian-api-token': 'ATATT3', 'aws-access-token': 'AKIA',
  'azure-ad-client-secret': '~', 'clickhouse-cloud-api-secret-key': '4b1d', 'clojars-api-token': 'CLOJARS_', 'cloudflare-origin-ca-key': 'v1.0-', 'databricks-api-token': 'dapi', 'defined-networking-api-token': 'dnkey-',
  'digitalocean-access-token': 'doo_v1_', 'digitalocean-pat': 'dop_v1_', 'digitalocean-refresh-token': 'dor_v1_', 'doppler-api-token': 'dp.pt.', 'duffel-api-token': 'duffel_live_', 'dynatrace-api-token': 'dt0c01.',
  'easypost-api-token': 'EZAK', 'easypost-test-api-token': 'EZTK', 'facebook-page-access-token': 'EAAM', 'flutterwave-encryption-key': 'FLWSECK_TEST-', 'flutterwave-secret-key': 'FLWSECK_TEST-', 'flyio-access-token': 'fm2_',
  'frameio-api-token': 'fio-u-', 'gcp-api-key': 'AIza', 'github-app-token': 'ghs_', 'github-fine-grained-pat': 'github_pat_', 'github-oauth': 'gho_', 'github-pat': 'ghp_', 'github-refresh-token': 'ghr_',
  'gitlab-cicd-job-token': 'glcbt-', 'gitlab-deploy-token': 'gldt-', 'gitlab-feature-flag-client-token': 'glffct-', 'gitlab-feed-token': 'glft-', 'gitlab-incoming-mail-token': 'glimt-', 'gitlab-kubernetes-agent-token': 'glagent-',
  'gitlab-oauth-app-secret': 'gloas-', 'gitlab-pat': 'glpat-', 'gitlab-pat-routable': 'glpat-', 'gitlab-ptt': 'glptt-', 'gitlab-rrt': 'GR1348941', 'gitlab-runner-authentication-token': 'glrt-',
  'gitlab-runner-authentication-token-routable': 'glrt-', 'gitlab-scim-token': 'glsoat-', 'gitlab-session-cookie': '_gitlab_session=', 'grafana-api-key': 'eyJrIjoi', 'grafana-cloud-api-token': 'glc_',
  'grafana-service-account-token': 'glsa_', 'harness-api-key': 'pat.', 'hashicorp-tf-api-token': '.atlasv1.', 'heroku-api-key-v2': 'HRKU-AA', 'huggingface-access-token': 'hf_', 'huggingface-organization-api-token': 'api_org_',
  'infracost-api-token': 'ico-', 'intra42-client-secret': 's-s4t2ud-', jwt: 'eyJ', 'jwt-base64': 'ZXlK', 'linear-api-key': 'lin_api_', 'microsoft-teams-webhook': '.webhook.office.com/webhookb2/',
  'new-relic-browser-api-token': 'NRJS-', 'new-relic-insert-key': 'NRII-', 'new-relic-user-api-key': 'NRAK-', 'notion-api-token': 'ntn_', 'npm-access-token': 'npm_', 'octopus-deploy-api-key': 'API-', 'openai-api-key': 'sk-proj-',
  'openshift-user-token': 'sha256~', 'perplexity-api-key': 'pplx-', 'planetscale-api-token': 'pscale_tkn_', 'planetscale-oauth-token': 'pscale_oauth_', 'planetscale-password': 'pscale_pw_', 'postman-api-token': 'PMAK-',
  'prefect-api-token': 'pnu_', 'pulumi-api-token': 'pul-', 'pypi-upload-token': 'pypi-AgEIcHlwaS5vcmc', 'readme-api-token': 'rdme_', 'rubygems-api-token': 'rubygems_', 'scalingo-api-token': 'tk-us-', 'sendgrid-api-token': 'SG.',
  'sendinblue-api-token': 'xkeysib-', 'sentry-org-token': 'sntrys_', 'sentry-user-token': 'sntryu_', 'settlemint-application-access-token': 'sm_aat_', 'settlemint-personal-access-token': 'sm_pat_',
  'settlemint-service-access-token': 'sm_sat_', 'shippo-api-token': 'shippo_live_', 'shopify-access-token': 'shpat_', 'shopify-custom-access-token': 'shpca_', 'shopify-private-app-access-token': 'shppa_',
  'shopify-shared-secret': 'shpss_', 'slack-app-token': 'xapp-', 'slack-bot-token': 'xoxb-', 'slack-config-access-token': 'xoxe.xoxb-', 'slack-config-refresh-token': 'xoxe-', 'slack-legacy-bot-token': 'xoxb-',
  'slack-legacy-token': 'xoxo-', 'slack-legacy-workspace-token': 'xoxa-', 'slack-user-token': 'xoxp-', 'slack-webhook-url': 'hooks.slack.com/', 'sourcegraph-access-token': 'sgp_', 'square-access-token': 'EAAA',
  'stripe-access-token': 'sk_live_', 'telegram-bot-api-token': ':AA', 'twilio-api-key': 'SK', 'typeform-api-token': 'tfp_', 'vault-batch-token': 'hvb.', 'vault-service-token': 'hvs.', 'yandex-access-token': 't1.', 'yandex-api-key': 'AQVN',
};

/** Those of secretlint that gitleaks has not, or not all of. */
const begunBySecretlint: Readonly<Record<string, string>> = {
  cloudflare: 'cfut_', docker: 'dckr_pat_', groq: 'gsk_', 'hashicorp-vault': 'hvr.', tailscale: 'tskey-', vercel: 'vcp_',
};

// secretKeys, secretNamedValues, secretCarriedValues and secretNames look for these in their own ways.
const otherwise = ['curl-auth-header', 'curl-auth-user', 'database-password', 'generic-api-key', 'hashicorp-tf-password', 'nuget-config-password', 'pkcs12-file', 'private-key', 'sidekiq-sensitive-url'];

// What these look for are letters like any others, known by the name of who issued them: they are found where what they are given to is
// called a key, token or secret. Or they are public, or known by nothing but the shape of a whole file (kubernetes-secret-yaml).
const leftOut = [
  'adafruit-api-key', 'adobe-client-id', 'airtable-api-key', 'algolia-api-key', 'alibaba-secret-key', 'asana-client-id', 'asana-client-secret', 'authress-service-client-access-key', 'beamer-api-token', 'bitbucket-client-id',
  'bitbucket-client-secret', 'bittrex-access-key', 'bittrex-secret-key', 'cisco-meraki-api-key', 'cloudflare-api-key', 'cloudflare-global-api-key', 'codecov-access-token', 'cohere-api-token', 'coinbase-access-token',
  'confluent-access-token', 'confluent-secret-key', 'contentful-delivery-api-token', 'datadog-access-token', 'discord-api-token', 'discord-client-id', 'discord-client-secret', 'droneci-access-token', 'dropbox-api-token',
  'dropbox-long-lived-api-token', 'dropbox-short-lived-api-token', 'etsy-access-token', 'facebook-access-token', 'facebook-secret', 'fastly-api-token', 'finicity-api-token', 'finicity-client-secret', 'finnhub-access-token',
  'flickr-access-token', 'flutterwave-public-key', 'freemius-secret-key', 'freshbooks-access-token', 'gitter-access-token', 'gocardless-api-token', 'heroku-api-key', 'hubspot-api-key', 'intercom-api-key', 'jfrog-api-key',
  'jfrog-identity-token', 'kraken-access-token', 'kubernetes-secret-yaml', 'kucoin-access-token', 'kucoin-secret-key', 'launchdarkly-access-token', 'linear-client-secret', 'linkedin-client-id', 'linkedin-client-secret', 'lob-api-key',
  'lob-pub-api-key', 'mailchimp-api-key', 'mailgun-private-api-token', 'mailgun-pub-key', 'mailgun-signing-key', 'mapbox-api-token', 'mattermost-access-token', 'maxmind-license-key', 'messagebird-api-token', 'messagebird-client-id',
  'netlify-access-token', 'new-relic-user-api-id', 'nytimes-access-token', 'okta-access-token', 'plaid-api-token', 'plaid-client-id', 'plaid-secret-key', 'privateai-api-token', 'rapidapi-access-token', 'sendbird-access-id',
  'sendbird-access-token', 'sentry-access-token', 'sidekiq-secret', 'snyk-api-token', 'sonar-api-token', 'squarespace-access-token', 'sumologic-access-id', 'sumologic-access-token', 'travisci-access-token', 'twitch-api-token',
  'twitter-access-secret', 'twitter-access-token', 'twitter-api-key', 'twitter-api-secret', 'twitter-bearer-token', 'yandex-aws-access-token', 'zendesk-secret-key',
];

describe('The rules for secrets', () => {
  it('begin with something, for nothing would be found for ever', () => {
    assert.deepEqual(secretRules.filter(({ starts }) => starts.some((start) => start === '')), []);
  });

  it('follow gitleaks and secretlint, in the versions that they name', () => {
    const starts = new Set(secretRules.flatMap((rule) => rule.starts));
    const missing = Object.entries({ ...begun, ...begunBySecretlint }).filter(([, start]) => !starts.has(start));
    assert.deepEqual([Object.fromEntries(takenFrom.map(({ name, version }) => [name, version])), missing], [versions, []]);
  });

  it('are all of gitleaks’ rules, but for those that are looked for otherwise or left out', () => {
    const all = [...Object.keys(begun), ...otherwise, ...leftOut];
    assert.deepEqual([all.length, new Set(all).size], [218, 218]);
  });

  it('come with the licences of both', async () => {
    const notices = await thirdPartyNotices([]);
    assert.deepEqual(takenFrom.filter(({ name, version, author }) => !notices.includes(`${name} ${version}`) || !notices.includes(`Copyright (c) ${author}`)), []);
  });
});
