import assert from 'node:assert/strict';
import { findingLimit, scanSecrets } from '../../src/core/secretScan.ts';
import { letters, plantedOverLines, plantedSecrets, privateKey } from './plantedSecrets.ts';

const uuid = [8, 4, 4, 4, 12].map((count) => letters(count, 'hex')).join('-');
const image = letters(4000, 'base64');

const repeated = (text: string): string => text.repeat(Math.ceil(1_000_000 / text.length));

/** Five lines of base64 so wide, and the rest of what stands before them. */
const lines = (width: number, before = ''): string => `${before}${letters(width * 5, 'base64')}`.replaceAll(new RegExp(`.{${String(width)}}`, 'g'), '$&\n');

/** What looks like a credential and is none. */
const harmless: Readonly<Record<string, string>> = {
  'a commit': `commit ${letters(40, 'hex')}`,
  'a checksum': `sha256:${letters(64, 'hex')}  dist/app.tar.gz`,
  'a named checksum': `"tokenHash": "${letters(64, 'hex')}"`,
  'a UUID': `{ "id": "${uuid}" }`,
  'an id of a token': `tokenId: "${uuid}"`,
  'the id of .NET’s secrets': `<UserSecretsId>${uuid}</UserSecretsId>`,
  'a package lock': `"integrity": "sha512-${letters(86, 'base64')}=="`,
  'a Go checksum': `golang.org/x/crypto v0.31.0 h1:${letters(43, 'base64')}=`,
  'a Cargo checksum': `checksum = "${letters(64, 'hex')}"`,
  'an image': `url(data:image/png;base64,iVBORw0KGgo${image}=)`,
  'a source map': `//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjoz${image}`,
  'integrity of a script': `<script integrity="sha384-${letters(64, 'base64')}" crossorigin="anonymous">`,
  'CSS': '.sk-circle-fade-dot:before{animation:sk-circle-fade-animation 1.2s infinite} .task-sk-folding-cube-wrapper-element{color:#a1b2c3}',
  'minified code': 'function e(t,n){return t.token=n.accessToken||r(t),t.password=u(n[0]),o.apiKey=i.env.KEY2,{secret:s.a1,key:"k"}}',
  'a type': 'interface Login { password: string; token?: string; apiKey: string | undefined; secretKey2: Uint8Array }',
  'a call': 'const token = await getTokenFromServer2(request, { password: form.password2.value });',
  'an environment variable': 'const apiKey = process.env.OPENAI_API_KEY_2 ?? config.openai.apiKey2;',
  'a reference in a shell': 'export GITHUB_TOKEN=${GITHUB_TOKEN_2} PASSWORD=$(pass show db1) SECRET="$MY_SECRET_01"',
  'a reference in a workflow': 'token: ${{ secrets.GITHUB_TOKEN_2 }}',
  'a template': 'password: "{{ vault_db_password_1 }}", api_key: "<your-api-key-123456>", secret: "%DB_SECRET_1%"',
  'a name in storage': "const tokenKey = 'my-application-access-token-v2';",
  'an identifier': 'token: oauth2AccessTokenProvider',
  'the length of one': 'max_tokens: 128000, tokenCount=12345678901234567890, password_min_length: 12',
  'a path': 'private_key_file: /etc/ssl/private/server1.key, PWD=/home/user1/project2',
  'a prompt for a password': 'password: "Enter your password, at least 8 characters"',
  'an example of AWS': ['aws_access_key_id = AK', 'IAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'].join(''),
  'the token of jwt.io': ['ey', 'JhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.', 'ey', 'JzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c'].join(''),
  'x instead of a token': `GITHUB_TOKEN=ghp_${'x'.repeat(36)}`,
  'stars instead of a key': 'OPENAI_API_KEY=sk-proj-****************************************',
  'a key for tests': "const key = 'sk-test-1234'; const other = 'sk-abcdefgh12345678ijklmnopqrstuvwxyz0123';",
  'a publishable key': `stripe('pk_live_${letters(24)}')`,
  'a public key': `-----BEGIN PUBLIC KEY-----\n${letters(64, 'base64')}\n-----END PUBLIC KEY-----`,
  'a certificate': `-----BEGIN CERTIFICATE-----\n${letters(640, 'base64')}\n-----END CERTIFICATE-----`,
  'the mention of a private key': "if (text.startsWith('-----BEGIN RSA PRIVATE KEY-----')) throw new Error('Do not paste '-----END RSA PRIVATE KEY-----'');",
  'a public SSH key': `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${letters(43, 'base64')} me@host`,
  'a URL with a user': 'git clone https://user@github.com/a/b.git ssh://git@host:22/x http://localhost:8080/@scope/x',
  'a URL with a stand-in': 'postgres://user:password@localhost/db mysql://root:${DB_PASSWORD}@db redis://:<password>@host',
  'a number': 'π = 3.14159265358979323846264338327950288419716939937510',
  'prose': 'The bearer of this token is a basic authorization-header-parser; a secret is what nobody knows.',
  'a test that has passed': 'pass: 1234567890 of 2000tests; passes=12e4+1; bypass = isOn2; const passed: Record2<string>; pass === other2.pass',
  'a call for a password': 'password = hash(password2, 12); password: hashOf(user1.name)\npassword=encrypt(form.first1),\npassword: decode("x1")\npassword: z.string().min(8)\n{ password: await read2() }',
  'a call for a password, in quotation marks': 'password: "getSecret(db1)", password = "concat(user1,host2)"',
  'a key in a table': "PRIMARY_KEY = 'orders_2024_by_customer_1'; cache_key: 'a1b2c3d4e5f6a7b8c9d0e1f2'; public_key = 'q83jd02kd93kd02kd93kd02'; sort_key=\"a1b2c3d4e5f6a7b8c9d0\"",
  'a list of names': "const names = ['password', 'newSecond2Value', 'token', 'q83jd02kd93kd02kd93k'];",
  'the name of an element': '<password>${db.password1}</password> <secret>{{ vault.secret1 }}</secret> <token></token>',
  'a type whose name ends in a version': 'type PasswordResetResult = StartResultV2;\nrequestedPassword: SignUpAttributeV2;',
  'a comparison': 'this.lastTokenEnd===this.lastTokenStart+1, password == other1.password',
  'an author': 'author: "q83jd02kd93kd02kd93k", authority=q83jd02kd93kd02kd93k, oauth2: "q83jd02kd93kd02kd93k"',
  'an array of bytes': 'let tokenIndexes = EMPTY_INT32_ARRAY; SHA256_TOKEN_TO_REFRESH: "token_sha256_to_refresh"',
  'the path of a token': 'const SIGNIN_TOKEN = "/oauth2/v2.0/token";',
  'the tokens of RFC 6749': '{"access_token":"2YotnFZFEjr1zCsicMWpAA","refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA"}',
  'a CSRF token': `<meta name="csrf-token" content="x"> csrfToken: "${letters(32)}"`,
  'a page token': `nextPageToken: "${letters(40)}"`,
};

describe('scanSecrets', () => {
  it('knows at least forty kinds', () => {
    assert.ok(new Set(plantedSecrets.map(([kind]) => kind)).size >= 40 && Object.keys(harmless).length >= 30);
  });

  for (const [kind, secret, line = (text: string): string => `KEY: ${text}\nb`] of [...plantedSecrets, ...plantedOverLines]) {
    it(`finds ${kind}, in ${line('…').slice(0, 40)}`, () => {
      const text = `first\n\n${line(secret)}\nlast`;
      const from = text.indexOf(secret);
      assert.deepEqual(scanSecrets(text).findings.map((finding) => ({ ...finding, from: Math.max(finding.from, from) })), [{ kind, line: text.slice(0, from).split('\n').length, from, to: from + secret.length }]);
    });
  }

  for (const [name, text] of Object.entries(harmless)) {
    it(`leaves ${name} alone`, () => {
      assert.deepEqual(scanSecrets(`first\n${text}\nlast`), { findings: [], complete: true });
    });
  }

  it('takes few random keys for names', () => {
    const missed = (['letters', 'hex', 'base64', 'small'] as const).map((alphabet) => Array.from({ length: 200 }, () => letters(32, alphabet)).filter((key) => scanSecrets(`OPENAI_KEY=${key}`).findings.length === 0).length);
    assert.ok(missed.every((count) => count <= 6), missed.join(' '));
  });

  it('tells the line of each of several, in their order', () => {
    const key = privateKey('', 3);
    const text = `a\r\n\r\npassword = "s0mmer&sonne"\r\n${key}\r\nb ${['gh', 'p_', letters(36)].join('')} ${['np', 'm_', letters(36)].join('')}`;
    assert.deepEqual(scanSecrets(text).findings.map(({ kind, line }) => [kind, line]), [['password', 3], ['private key', 4], ['GitHub token', 9], ['npm token', 9]]);
  });

  for (const [what, line] of Object.entries({ 'plain text': (text: string) => text, 'a diff': (text: string) => `+${text}`, 'a comment': (text: string) => ` * ${text}` })) {
    it(`finds the rest of a private key that begins above, in ${what}`, () => {
      const rest = privateKey('RSA ', 4).split('\n').slice(2).map(line);
      const text = ['the end of it', ...rest, 'last'].join('\n');
      assert.deepEqual(scanSecrets(text).findings, [{ kind: 'private key', line: 2, from: text.indexOf(rest[0] ?? ''), to: text.lastIndexOf('\n') }]);
    });
  }

  for (const [what, label, line] of [['plain text', 'RSA ', (text: string) => text], ['a diff', 'RSA ', (text: string) => `+${text}`], ['a comment', '', (text: string) => ` # ${text}`]] as const) {
    it(`finds the middle of a private key, where a text is nothing else, in ${what}`, () => {
      const middle = privateKey(label, 8).split('\n').slice(2, 7).map(line).join('\n').slice(9);
      assert.deepEqual(scanSecrets(middle).findings.map(({ kind, from, to }) => [kind, from, to]), [['private key', 0, middle.length]]);
    });
  }

  it('finds the middle of a key of OpenSSH, whose lines are longer', () => {
    const middle = Array.from({ length: 3 }, () => letters(70, 'base64')).join('\r\n');
    assert.deepEqual(scanSecrets(`${middle}\r\n`).findings.map(({ kind }) => kind), ['private key']);
  });

  it('takes no other base64 for the middle of a private key', () => {
    const others = [
      lines(76), lines(64, 'iVBORw0KGgo'), lines(64, '/9j/'), `data: |\n${lines(64)}`, `${lines(64)}\nThese are the bytes of the picture.`, `${letters(64, 'base64')}\n${letters(64, 'base64')}`,
      `-----BEGIN CERTIFICATE-----\n${lines(64)}-----END CERTIFICATE-----\n`, `-----BEGIN CERTIFICATE-----\n${lines(64)}`, `${lines(64)}-----END CERTIFICATE-----`, `-----BEGIN PUBLIC KEY-----\n${lines(64)}-----END PUBLIC KEY-----`, `${letters(64, 'hex')}  a.tgz\n`.repeat(4), Array.from({ length: 5 }, () => letters(64, 'hex')).join('\n'),
    ];
    assert.deepEqual(others.filter((text) => scanSecrets(text).findings.length > 0), []);
  });

  it('takes no prose for the rest of a private key', () => {
    assert.deepEqual(scanSecrets('So ends every private key of this kind, in this one line:\n-----END PRIVATE KEY-----\n').findings, []);
  });

  const planted = [...plantedSecrets, ...plantedOverLines].map(([, secret, line = (text: string): string => `KEY: ${text}`]) => line(secret)).join('\n');
  const forms: Readonly<Record<string, string>> = { 'a diff': planted.replaceAll(/^/gm, '+'), 'a quotation': planted.replaceAll(/^/gm, '> '), 'a comment': planted.replaceAll(/^/gm, '    '), 'lines of Windows': planted.replaceAll('\n', '\r\n'), 'a string': JSON.stringify(planted) };
  for (const [form, text] of Object.entries(forms)) {
    it(`finds all of them in ${form}`, () => {
      const left = scanSecrets(text).findings.reduceRight((rest, { from, to }) => `${rest.slice(0, from)}‹›${rest.slice(to)}`, text);
      const secrets = [...plantedSecrets, ...plantedOverLines].flatMap(([, secret]) => secret.split(/\n|\\n/)).filter((line) => !line.startsWith('-----'));
      assert.deepEqual(secrets.filter((secret) => left.includes(secret)), []);
    });
  }

  it('never says the secret', () => {
    const said = plantedSecrets.filter(([, secret]) => JSON.stringify(scanSecrets(`x = ${secret}`)).includes(secret));
    assert.deepEqual(said, []);
  });

  it('ends at its bound, and says so', () => {
    const text = Array.from({ length: 6 }, () => ['gh', 'p_', letters(36)].join('')).join('\n');
    const { findings, complete } = scanSecrets(text, 5);
    assert.deepEqual([findings.length, complete, scanSecrets(text, 6).complete], [5, false, true]);
  });
});

describe('scanSecrets on a million characters', () => {
  const nothingIn = ['sk-', 'eyJ', 'eyJa.', '://', '://a:', 'token=', 'password="', 'passw', 'secret_', 'Bearer ', '-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----', '-----END PRIVATE KEY-----\n', `ops_eyJ${'a'.repeat(240)}`, ':AA', 'a'.repeat(39), '\\n', '\n', '‹secret 1: ', '.atlasv1.', 'SK', 'pat', '{"token":"', 'token-token_', 'token="a1b2c3d4', 'Private-Lines: 4\n', '<password>', 'token" value=', "('password', ", 'login a password ', 'ENV PASSWORD ', 'password: |\n  ', ' -u a:', 'identified by ', '<key>token</key>', '_key=', 'password=a1!(', 'pass', `${'A'.repeat(64)}\n`, '\n'.repeat(3)];

  // Anything that is not linear takes minutes here, and meets the limit of the test.
  for (const start of nothingIn) {
    it(`ends when all of it is ${JSON.stringify(start.slice(0, 30))}`, () => {
      assert.deepEqual(scanSecrets(repeated(start)), { findings: [], complete: true });
    });
  }

  it('ends when it is one endless key, and finds its beginning', () => {
    assert.deepEqual(scanSecrets(repeated('sk-proj-')).findings.map(({ kind, from }) => [kind, from]), [['OpenAI key', 0]]);
  });

  it('ends when one private key follows another, at its bound', () => {
    const { findings, complete } = scanSecrets(repeated(`-----BEGIN PRIVATE KEY-----\n${'A'.repeat(41)}(`));
    assert.deepEqual([findings.length, complete], [findingLimit, false]);
  });
});
