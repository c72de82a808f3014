import assert from 'node:assert/strict';
import { faultSize } from '../support/faultSizes.ts';
import { seededChance } from '../support/seededChance.ts';
import { lossOf, type Loss } from './growth.ts';
import { useHostKills, type Killed } from './hostKills.ts';

const rounds = faultSize('FAULT_HOST_KILLS', 3);
const heardRounds = Math.ceil(rounds / 4);

/** Up to how long after the server was asked the host is killed: before the answer's end. In milliseconds. */
const latest = 4000;

/** What of an answer may be lost, in milliseconds before the host was killed. */
const mostLost = 1000;

/** How long a round may take, in milliseconds, on a machine that does much else. */
const patience = 180_000;

/** What must be there again, whatever became of the answer. */
const kept = ({ prompts, draft, asked, traces }: Killed): object => ({ prompts, draft, asked, traces });
const meant = ({ meant: { prompt, draft } }: Killed): object => ({ prompts: [prompt], draft, asked: 1, traces: [] });

function most(losses: readonly Loss[], what: keyof Loss): number {
  return Math.max(...losses.map((loss) => loss[what]));
}

describe('An answer whose extension host is killed', () => {
  const kill = useHostKills(false);

  it(`is marked as broken off; no prompt and no draft is lost, and of the answer a second at most, ${String(rounds - heardRounds)} times (case 66)`, async function test() {
    this.timeout(rounds * patience);
    const chance = seededChance(66);
    const losses: Loss[] = [];
    for (let round = heardRounds; round < rounds; round += 1) {
      const killed = await kill(chance() * latest, (answers) => answers.getByText('VS Code was closed while this answer was arriving.'));
      const [answer = ''] = killed.answers;
      assert.deepEqual({ ...kept(killed), answers: killed.answers.length <= 1 && killed.meant.answer.startsWith(answer) }, { ...meant(killed), answers: true });
      losses.push(lossOf(killed.shown, killed.at, answer.length));
    }
    console.log(`      Of what was on show, at most ${String(most(losses, 'characters'))} characters were lost, of ${String(most(losses, 'milliseconds'))} ms.`);
    assert.ok(most(losses, 'milliseconds') <= mostLost, JSON.stringify(losses));
  });
});

describe('An answer that its server goes on with when the extension host is killed', () => {
  const kill = useHostKills(true);

  it(`is heard to its end, once, ${String(heardRounds)} times (cases 63, 66)`, async function test() {
    this.timeout(rounds * patience);
    const chance = seededChance(63);
    for (let round = 0; round < heardRounds; round += 1) {
      const killed = await kill(chance() * latest, (answers) => answers.getByRole('button', { name: 'Copy answer' }));
      assert.deepEqual({ ...kept(killed), answers: killed.answers }, { ...meant(killed), answers: [killed.meant.answer] });
    }
  });
});
