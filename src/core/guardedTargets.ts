import { secretName } from './secretNames.ts';
import { t } from '../shared/words.ts';

const rules: readonly { readonly path: RegExp; readonly reason: string }[] = [
  { path: /(?:^|\/)\.vscode\/|\.code-workspace$|(?:^|\/)\.devcontainer(?:\/|\.json$)/, reason: t('VS Code obeys what stands in this file, and may run it.') },
  { path: /(?:^|\/)\.(?:git|husky|hg|svn)\//, reason: t('Version control obeys what stands in this file, and may run it.') },
  { path: /(?:^|\/)\.(?:github|gitlab|circleci)\/|(?:^|\/)(?:\.gitlab-ci\.ya?ml|azure-pipelines\.ya?ml|jenkinsfile)$/, reason: t('A server runs what stands in this file.') },
  { path: /(?:^|\/)(?:\.assistants|\.cursor|\.claude|\.codex|\.clinerules|\.continue)\/|(?:^|\/)(?:agents|claude|gemini)\.md$|(?:^|\/)\.?mcp\.json$/, reason: t('Assistants obey what stands in this file.') },
  { path: /(?:^|\/)\.(?:bash_?profile|bash_login|bashrc|profile|zshrc|zshenv|zprofile|envrc|npmrc|yarnrc(?:\.yml)?|pnpmfile\.cjs|gitconfig|gitmodules|gitattributes)$/, reason: t('Programs obey what stands in this file, and may run it.') },
];

/** Why a change of this file is asked about first, in a sentence; undefined for one that is like any other. The path is relative to the workspace. */
export function targetConcern(path: string): string | undefined {
  const plain = path.replaceAll('\\', '/').toLowerCase().split('/').map((part) => part.replace(/[. ]+$/, '') || part).join('/');
  return rules.find((rule) => rule.path.test(plain))?.reason ?? secretName(path);
}
