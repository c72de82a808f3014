import * as vscode from 'vscode';
import type { Connection } from '../core/connections.ts';
import { asItIs, careful, carefulWords, isListed, questionOf } from '../core/guardWords.ts';
import type { Choice, Decide, Decision, Obstacle } from '../core/obstacles.ts';
import { t } from '../shared/words.ts';

const choiceWords: Readonly<Record<Choice, string>> = { replace: t('Send With Placeholders'), leaveOut: t('Leave It Out'), send: t('Send As It Is') };
const oneByOneWords = t('Decide One by One…');

/** Asks in VS Code's own window, which no page can press, whether something that looks like a secret may leave. */
export const decideInVscode: Decide = async (obstacles, to) => {
  const [only] = obstacles;
  if (only !== undefined && obstacles.length === 1) return oneByOne([only], to);
  const carefully = careful(obstacles);
  const buttons = [...(carefully === undefined ? [] : [carefulWords(obstacles)]), ...(isListed(obstacles) ? [choiceWords.send] : []), oneByOneWords];
  const { message, detail } = questionOf(obstacles, to);
  const picked = await vscode.window.showWarningMessage(message, { modal: true, detail }, ...buttons);
  if (picked === undefined) return undefined;
  if (picked === oneByOneWords) return oneByOne(obstacles, to);
  return picked === choiceWords.send ? asItIs(obstacles) : carefully;
};

async function oneByOne(obstacles: readonly Obstacle[], to: Connection): Promise<readonly Decision[] | undefined> {
  const decisions: Decision[] = [];
  for (const obstacle of obstacles) {
    const { message, detail } = questionOf([obstacle], to);
    const picked = await vscode.window.showWarningMessage(message, { modal: true, detail }, ...obstacle.choices.map((choice) => choiceWords[choice]));
    const choice = obstacle.choices.find((one) => choiceWords[one] === picked);
    if (choice === undefined) return undefined;
    decisions.push({ hash: obstacle.hash, choice });
  }
  return decisions;
}
