const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = upper.toLowerCase();
const digits = '0123456789';
const alphabets = { letters: `${upper}${lower}${digits}`, hex: '0123456789abcdef', base32: `${upper}234567`, capitals: `${upper}${digits}`, decimal: digits, base64: `${upper}${lower}${digits}+/`, small: `${lower}${digits}` } as const;

let seed = 20_261_121;

/** So many letters that look random and are the same in each run (Park and Miller's generator). */
export function letters(count: number, alphabet: keyof typeof alphabets = 'letters'): string {
  return Array.from({ length: count }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return alphabets[alphabet].charAt(Math.floor((seed / 2_147_483_647) * alphabets[alphabet].length));
  }).join('');
}

/** A private key in the lines that OpenSSL writes, without a key in it. */
export function privateKey(label: string, lines = 4): string {
  const body = Array.from({ length: lines }, () => letters(64, 'base64'));
  return ['-----BEGIN', ' ', label, 'PRIVATE KEY-----\n', body.join('\n'), '\n-----END', ' ', label, 'PRIVATE KEY-----'].join('');
}

const uuid = (): string => [8, 4, 4, 4, 12].map((count) => letters(count, 'hex')).join('-');
const webToken = (): string => ['ey', `JhbGciOi${letters(20)}`, '.', 'ey', `JzdWIiOi${letters(40)}`, '.', letters(43)].join('');

/** Made-up credentials: the kind, the credential, and a line that holds it. They are put together here, so that no scanner takes this file for a leak. */
export const plantedSecrets: readonly (readonly [kind: string, secret: string, line?: (secret: string) => string])[] = [
  ['OpenAI key', ['sk-', 'proj-', letters(74), 'T3Blbk', 'FJ', letters(74)].join('')],
  ['OpenAI key', ['sk-', 'svcacct-', letters(58), 'T3Blbk', 'FJ', letters(58)].join('')],
  ['API key', ['sk-', letters(20), 'T3Blbk', 'FJ', letters(20)].join('')],
  ['API key', ['sk-', letters(32, 'hex')].join('')],
  ['Anthropic key', ['sk-', 'ant-api03-', letters(93), 'AA'].join('')],
  ['OpenRouter key', ['sk-', 'or-v1-', letters(64, 'hex')].join('')],
  ['Hugging Face token', ['hf', letters(34)].join('_')],
  ['Groq key', ['gsk', letters(52)].join('_')],
  ['Perplexity key', ['pplx', letters(48)].join('-')],
  ['xAI key', ['xai', letters(80)].join('-')],
  ['Replicate token', ['r8', letters(37)].join('_')],
  ['LangSmith key', ['lsv2', 'pt', letters(32, 'hex'), letters(10, 'hex')].join('_')],
  ['AWS access key', ['AK', 'IA', letters(16, 'base32')].join('')],
  ['AWS access key', ['AS', 'IA', letters(16, 'base32')].join(''), (secret) => `https://s3.amazonaws.com/?X-Amz-Credential%3D${secret}%2F2026`],
  ['secret', letters(40), (secret) => `aws_secret_access_key = ${secret}`],
  ['Azure storage key', ['Account', 'Key=', letters(86, 'base64'), '=='].join(''), (secret) => `AccountName=x;${secret};EndpointSuffix=core.windows.net`],
  ['Azure shared access key', ['SharedAccess', 'Key=', letters(43, 'base64'), '='].join(''), (secret) => `"Endpoint=sb://x.servicebus.windows.net/;${secret}"`],
  ['Google API key', ['AI', 'za', letters(35)].join('')],
  ['Google OAuth secret', ['GOC', 'SPX-', letters(28)].join('')],
  ['Google OAuth token', ['ya', '29.', letters(60)].join('')],
  ['Alibaba access key', ['LT', 'AI', letters(20)].join('')],
  ['DigitalOcean token', ['dop', 'v1', letters(64, 'hex')].join('_')],
  ['Cloudflare token', ['cfut', letters(48)].join('_')],
  ['Heroku key', ['HRKU-', 'AA', letters(58)].join('')],
  ['Fly.io token', ['fm2', letters(160)].join('_')],
  ['Netlify token', ['nfp', letters(40)].join('_')],
  ['Supabase token', ['sbp', letters(40, 'hex')].join('_')],
  ['Tailscale key', ['tskey', 'auth', letters(12), letters(32)].join('-')],
  ['Pulumi token', ['pul', letters(40, 'hex')].join('-')],
  ['Terraform token', ['.atlas', 'v1.', letters(67)].join(''), (secret) => `token = "${letters(14)}${secret}"`],
  ['Vault token', ['hvs', letters(92)].join('.')],
  ['Doppler token', ['dp', 'pt', letters(43)].join('.')],
  ['Databricks token', ['da', 'pi', letters(32, 'hex')].join('')],
  ['GitHub token', ['gh', 'p_', letters(36)].join('')],
  ['GitHub token', ['gh', 's_', letters(36)].join(''), (secret) => `{"log":"cloned\\n${secret}\\n"}`],
  ['GitHub token', ['github', 'pat', letters(22), letters(59)].join('_')],
  ['GitLab token', ['gl', 'pat-', letters(20)].join('')],
  ['Atlassian token', ['ATA', 'TT3', letters(186)].join('')],
  ['npm token', ['np', 'm_', letters(36)].join(''), (secret) => `//packages.example.test/:_authToken=${secret}`],
  ['PyPI token', ['pypi-', 'AgEIcHlwaS5vcmc', letters(80)].join('')],
  ['RubyGems key', ['rubygems', letters(48, 'hex')].join('_')],
  ['Docker token', ['dckr', 'pat', letters(27)].join('_')],
  ['Artifactory key', ['AK', 'Cp', letters(69)].join('')],
  ['Postman key', ['PM', 'AK-', letters(24, 'hex'), '-', letters(34, 'hex')].join('')],
  ['Stripe key', ['sk', 'live', letters(24)].join('_')],
  ['Stripe key', ['rk', 'test', letters(40)].join('_')],
  ['webhook secret', ['wh', 'sec_', letters(32)].join('')],
  ['Shopify token', ['sh', 'pat_', letters(32, 'hex')].join('')],
  ['Slack token', ['xo', 'xb-', letters(12, 'decimal'), '-', letters(12, 'decimal'), '-', letters(24)].join('')],
  ['Slack token', ['xa', 'pp-1-', letters(11, 'capitals'), '-', letters(13, 'decimal'), '-', letters(64, 'hex')].join('')],
  ['Slack webhook', ['hooks.slack', '.com/services/T', letters(8, 'capitals'), '/B', letters(10, 'capitals'), '/', letters(24)].join(''), (secret) => `curl https://${secret}`],
  ['Discord webhook', ['discord', '.com/api/webhooks/', letters(18, 'decimal'), '/', letters(68)].join(''), (secret) => `https://${secret}`],
  ['Telegram bot token', [':A', 'A', letters(33)].join(''), (secret) => `https://api.telegram.org/bot${letters(10, 'decimal')}${secret}/getMe`],
  ['SendGrid key', ['SG', letters(22), letters(43)].join('.')],
  ['Brevo key', ['xkey', 'sib-', letters(64, 'hex'), '-', letters(16)].join('')],
  ['Twilio key', ['S', 'K', letters(32, 'hex')].join('')],
  ['Linear key', ['lin', 'api', letters(40)].join('_')],
  ['Notion token', ['ntn', letters(11, 'decimal') + letters(35)].join('_')],
  ['Figma token', ['fi', 'gd_', letters(43)].join('')],
  ['Airtable token', ['pa', 't', letters(14), '.', letters(64, 'hex')].join('')],
  ['Grafana token', ['gl', 'sa_', letters(32), '_', letters(8, 'hex')].join('')],
  ['New Relic key', ['NR', 'AK-', letters(27, 'capitals')].join('')],
  ['Sentry token', ['sn', 'tryu_', letters(64, 'hex')].join('')],
  ['Dynatrace token', ['dt0', 'c01', `.${letters(24, 'capitals')}.${letters(64, 'capitals')}`].join('')],
  ['1Password secret key', ['A', ['3', ...[6, 11, 5, 5, 5].map((count) => letters(count, 'capitals'))].join('-')].join('')],
  ['JSON web token', webToken()],
  ['private key', privateKey('')],
  ['private key', privateKey('RSA ', 25)],
  ['private key', privateKey('OPENSSH ', 6)],
  ['private key', privateKey('EC ').replaceAll('\n', String.raw`\n`), (secret) => `{"private_key": "${secret}\\n"}`],
  ['password in a URL', `p${letters(12)}`, (secret) => `DATABASE_URL=postgres://app:${secret}@db.internal:5432/app`],
  ['authorization', letters(40), (secret) => `curl -H "Authorization: Bearer ${secret}" https://api.test`],
  ['authorization', btoa(`deploy:${letters(13)}`), (secret) => `Authorization: Basic ${secret}`],
  ['password', 'Tr0ub4dor&3', (secret) => `password: "${secret}"`],
  ['password', 'winter2026!', (secret) => `spring.datasource.password=${secret}`],
  ['password', 'hunter22hunter', (secret) => `Server=db;User Id=sa;Password=${secret};Encrypt=true`],
  ['token', letters(32, 'small'), (secret) => `const accessToken = '${secret}';`],
  ['key', letters(32, 'hex'), (secret) => `MAILGUN_API_KEY=${secret}`],
  ['secret', uuid(), (secret) => `client_secret: ${secret} # keep`],
  ['secret', letters(50, 'base64'), (secret) => `SECRET_KEY = "${secret}"`],
  ['password', 'Xk92#mQvLp7z', (secret) => `DB_PASS=${secret}`],
  ['password', 'Xk92mQvLp7zQ', (secret) => `SMTP_PASS="${secret}"`],
  ['password', 'Tr0ub4dor&3x', (secret) => `mysql_pass: ${secret}`],
  ['password', 'Xk92#mQvLp7y', (secret) => `auth: { user: 'app', pass: '${secret}' }`],
  ['password', 'Xk92#mQvLp7x', (secret) => `const dbPass = '${secret}';`],
  ['password', 'Xk9(mQ2#vL)7zz', (secret) => `password = "${secret}"`],
  ['password', 'Xk9(mQ2#vL)7zy', (secret) => `DB_PASSWORD=${secret}`],
  ['password', 'aXk92!)mQ2(z', (secret) => `password: ${secret}`],
  ['password', 'Xk92#mQvLp7w', (secret) => `<password>${secret}</password>`],
  ['password', 'Xk92#mQvLp7v', (secret) => `<property name="connection.password" value="${secret}"/>`],
  ['password', 'Xk92#mQvLp7u', (secret) => `<key>Password</key>\n<string>${secret}</string>`],
  ['password', 'Xk92#mQvLp7t', (secret) => `define('DB_PASSWORD', '${secret}');`],
  ['password', 'Xk92#mQvLp7s', (secret) => `System.setProperty("trust.password", "${secret}");`],
  ['password', 'Xk92#mQvLp7r', (secret) => `source.setPassword("${secret}");`],
  ['password', 'Xk92#mQvLp7q', (secret) => `FROM node\nENV DB_PASSWORD ${secret}`],
  ['password', 'Xk92#mQvLp7p', (secret) => `machine api.test login me password ${secret}`],
  ['password', 'Xk92#mQvLp7o', (secret) => `CREATE USER app WITH PASSWORD '${secret}';`],
  ['password', 'Xk92#mQvLp7n', (secret) => `CREATE USER app IDENTIFIED BY '${secret}';`],
  ['password', 'Xk92#mQvLp7m', (secret) => `        - name: DB_PASSWORD\n          value: "${secret}"`],
  ['password', 'Xk92#mQvLp7l', (secret) => `{ "name": "DB_PASSWORD", "value": "${secret}" }`],
  ['password', 'Xk92#mQvLp7k', (secret) => `password: |\n  ${secret}`],
  ['password', 'Xk92#mQvLp7j', (secret) => `curl -u admin:${secret} https://api.test`],
  ['key', `${letters(86, 'base64')}==`, (secret) => `AZURE_STORAGE_KEY=${secret}`],
  ['key', letters(48), (secret) => `OPENAI_KEY=${secret}`],
  ['key', letters(40), (secret) => `<add key="ApiKey" value="${secret}"/>`],
  ['key', letters(64, 'hex'), (secret) => `const storageKey = "${secret}";`],
  ['authorization', btoa(`app:${letters(14)}`), (secret) => `{"auths":{"https://index.docker.test/v1/":{"auth":"${secret}"}}}`],
  ['authorization', btoa(`app:${letters(15)}`), (secret) => `_auth=${secret}`],
  ['authorization', letters(40), (secret) => `"auth": "${secret}"`],
];
