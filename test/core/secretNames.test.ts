import assert from 'node:assert/strict';
import { secretName } from '../../src/core/secretNames.ts';

const secret = [
  '.env', 'web/.env', '.env.local', '.env.production', '.env-staging', 'prod.env', '.envrc', '.dev.vars', '.env.default', '.env.defaults', '.env~', '.env.bak', '.env.old',
  'certs/server.pem', 'tls.key', 'server-default.key', 'client-sample.pem', 'ca.example.key', 'id_rsa.bak', 'tls.key.orig', 'id_rsa', '.ssh/id_ed25519', '.ssh/config', 'id_ecdsa_sk', 'putty.ppk', 'signing.p8', 'secring.gpg',
  'app.p12', 'app.pfx', 'release.jks', 'debug.keystore', 'team.kdbx', 'app.pkcs12', 'office.ovpn', 'template.p12',
  '.npmrc', '.npmrc~', '.yarnrc.yml', 'local.settings.json', 'rootkey.csv', 'me_accessKeys.csv', 'new_user_credentials.csv', 'htpasswd', '.pypirc', '.cargo/credentials.toml', 'auth.json', 'NuGet.Config', '.gradle/gradle.properties',
  '.netrc', '_netrc', '.git-credentials', '.git/config', '.htpasswd', '.pgpass', '.config/gh/hosts.yml',
  '.aws/credentials', '.aws/config', '.docker/config.json', '.dockercfg', 'kubeconfig', 'kubeconfig-prod.yaml', 'dev.kubeconfig', '.kube/config', '.config/gcloud/credentials.db',
  'terraform.tfstate', 'terraform.tfstate.backup', 'prod.tfvars', 'prod.auto.tfvars.json',
  'service-account.json', 'gcp_service_account_prod.json', 'serviceAccountKey.json', 'client_secret_123.json', 'application_default_credentials.json', 'my-app-firebase-adminsdk-x1.json', 'credentials.json',
  'secrets.yml', 'k8s/secrets.dev.yaml', 'app-secret.json', 'vault.yml', 'config/master.key', 'wp-config.php', 'passwords.txt',
  'User/globalStorage/state.vscdb', 'state.vscdb', 'state.vscdb.backup', 'Login Data', 'key4.db', '.bash_history', '.zsh_history', '.psql_history', '/proc/self/environ', '/etc/shadow',
];

const plain = [
  '.env.example', '.env.sample', '.env.template', '.env.dist', 'example.env', '.env.d.ts', 'id_rsa.pub', '.ssh/id_ed25519.pub', 'server.pem.example', 'prod.tfvars.example', 'secrets.example.yml',
  'server.key.pub', 'server.example.pem.md', 'src/environment.ts', 'src/env.ts', 'notes.txt~', 'settings.local.json', 'default.css', 'keys.csv', 'yarn.lock', 'main.tf', 'keys.ts', 'keyboard.keymap', 'monkey.ts', 'package.json', 'settings.json', 'config.json', '.vscode/settings.json', 'Dockerfile', 'docker-compose.yml',
  'src/secretScan.ts', 'src/secret/index.ts', 'credentialsView.ts', 'passwordField.tsx', 'tokens.css', 'kube/deployment.yaml', 'history.md', 'serviceAccount.ts', '.gitignore', '.github/workflows/ci.yml',
];

describe('secretName', () => {
  it('knows the files that hold secrets by their names (case 117)', () => {
    assert.deepEqual(secret.filter((path) => secretName(path) === undefined), []);
  });

  it('leaves every other file alone, templates and public halves among them', () => {
    assert.deepEqual(plain.filter((path) => secretName(path) !== undefined), []);
  });

  it('says why in a sentence', () => {
    assert.equal(secretName('web/.env.local'), 'Environment files hold passwords and keys.');
  });

  it('reads names as Windows does (case 115)', () => {
    const written = ['.ENV', String.raw`C:\me\.Aws\Credentials`, '.env.', '.env ', '.env::$DATA', 'notes.txt:.env', String.raw`\\host\share\ID_RSA`, '.env.example::$DATA/../.env'];
    assert.deepEqual(written.filter((path) => secretName(path) === undefined), []);
  });

  // A name that takes more than linear time takes minutes here, and meets the limit of the test.
  it('ends on names that go on for ever', () => {
    const pieces = ['serviceaccount', 'secret', '-firebase-adminsdk-', '. ', ':', '.tfvars', 'a/', 'credentials.'];
    assert.deepEqual(pieces.filter((piece) => secretName(`${piece.repeat(Math.ceil(100_000 / piece.length))}x`) !== undefined), []);
  });
});
