import assert from 'node:assert/strict';
import { Heartbeat } from '../../src/core/heartbeat.ts';
import { HandClock } from '../support/handClock.ts';

/** A page that is asked whether it is there; it answers until it dies. */
class Stage {
  readonly clock = new HandClock();
  readonly heartbeat: Heartbeat;
  isAlive = true;
  isInSight = true;
  isReached = true;
  asked = 0;
  told = 0;

  constructor() {
    this.heartbeat = new Heartbeat({
      ask: () => {
        this.asked += 1;
        if (this.isAlive) this.heartbeat.heard();
      },
      isInSight: () => this.isInSight,
      confirm: () => (this.isReached ? Promise.resolve() : Promise.withResolvers().promise),
      tell: () => { this.told += 1; },
      clock: this.clock,
    });
    this.heartbeat.heard();
  }
}

describe('A page', () => {
  it('is asked every five seconds, and nothing is said while it answers', async () => {
    const stage = new Stage();
    await stage.clock.pass(600);
    assert.deepEqual([stage.asked, stage.told], [120, 0]);
  });

  it('that does not answer for more than twenty seconds is told of, once (case 110)', async () => {
    const stage = new Stage();
    stage.isAlive = false;
    await stage.clock.pass(20);
    const before = stage.told;
    await stage.clock.pass(300);
    assert.deepEqual([before, stage.told], [0, 1]);
  });

  it('is told of again when it dies again', async () => {
    const stage = new Stage();
    for (let time = 0; time < 2; time += 1) {
      stage.isAlive = false;
      await stage.clock.pass(60);
      stage.isAlive = true;
      await stage.clock.pass(60);
    }
    assert.equal(stage.told, 2);
  });

  it('is not asked while nobody sees it, and no timer goes on for it', async () => {
    const stage = new Stage();
    stage.isInSight = false;
    stage.heartbeat.look();
    stage.isAlive = false;
    await stage.clock.pass(600);
    assert.deepEqual([stage.asked, stage.told], [0, 0]);
  });

  it('that has come into sight has its time to be made: it is told of only if it has said something since', async () => {
    const stage = new Stage();
    stage.isInSight = false;
    stage.heartbeat.look();
    stage.isInSight = true;
    stage.isAlive = false;
    stage.heartbeat.look();
    await stage.clock.pass(600);
    const before = stage.told;
    stage.heartbeat.heard();
    await stage.clock.pass(60);
    assert.deepEqual([before, stage.told], [0, 1]);
  });

  it('is not dead because this computer slept, or stood still in a debugger', async () => {
    const stage = new Stage();
    for (let time = 0; time < 5; time += 1) {
      stage.isAlive = false;
      await stage.clock.sleep(3600);
      stage.isAlive = true;
      await stage.clock.pass(20);
    }
    assert.equal(stage.told, 0);
  });

  it('is not dead because nothing reaches the window that it stands in', async () => {
    const stage = new Stage();
    stage.isAlive = false;
    stage.isReached = false;
    await stage.clock.pass(600);
    assert.equal(stage.told, 0);
  });
});
