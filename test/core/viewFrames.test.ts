import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ViewFrames } from '../../src/core/viewFrames.ts';
import type { ViewEvent } from '../../src/shared/viewEvents.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';
import { applyThreadEvent } from '../../src/shared/threadEvents.ts';
import { answered } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const happened = (event: ThreadEvent): ViewEvent => ({ type: 'thread', threadId: 'thread', event });
const said = (text: string): ViewEvent => happened({ type: 'text', messageId: 'answer', text });
const settled = happened({ type: 'settled', at: 9, messageId: 'answer', outcome: { state: 'complete' } });
const step = (more: object): ViewEvent => happened({ type: 'stepped', messageId: 'answer', step: { id: 's', kind: 'tool', title: 'Look', state: 'running', ...more } });

const fold = (told: readonly ViewEvent[]): unknown => told.reduce((thread, event) => (event.type === 'thread' ? applyThreadEvent(thread, event.event) : thread), answered(''));

/** What a page is posted, message by message. */
function stage(): { readonly frames: ViewFrames; readonly posts: (readonly ViewEvent[])[] } {
  const posts: (readonly ViewEvent[])[] = [];
  return { frames: new ViewFrames((events) => posts.push(events)), posts };
}

describe('What a page is told', () => {
  it('is the first word at once, and all that follows within a frame in one message', async () => {
    const { frames, posts } = stage();
    for (const word of ['So ', 'it ', 'is.']) frames.tell(said(word));
    deepEqual(posts, [[said('So ')]]);
    await eventually(() => posts, [[said('So ')], [said('it is.')]]);
  });

  it('keeps its order, and joins only what stands side by side', async () => {
    const { frames, posts } = stage();
    frames.tell(said('So '));
    for (const event of [said('it '), step({}), step({ output: 'tea' }), said('is.')]) frames.tell(event);
    await eventually(() => posts[1], [said('it '), step({ output: 'tea' }), said('is.')]);
  });

  it('is told without waiting that an answer has ended, after its last words', () => {
    const { frames, posts } = stage();
    frames.tell(said('So '));
    frames.tell(said('it is.'));
    frames.tell(settled);
    deepEqual(posts, [[said('So ')], [said('it is.'), settled]]);
  });

  it('comes before the answer to a question that is posted meanwhile', () => {
    const { frames, posts } = stage();
    frames.tell(said('So '));
    frames.tell(said('it is.'));
    frames.flush();
    frames.flush();
    deepEqual(posts, [[said('So ')], [said('it is.')]]);
  });

  it('is nothing any more once the page is gone', async () => {
    const { frames, posts } = stage();
    frames.tell(said('So '));
    frames.tell(said('it is.'));
    frames.dispose();
    await new Promise((resolve) => { setTimeout(resolve, 40); });
    deepEqual(posts, [[said('So ')]]);
  });

  it('makes the same thread as if it were told one by one', () => {
    const { frames, posts } = stage();
    const events = [said('So '), said('it '), step({}), step({ output: 'tea' }), step({ state: 'complete' }), said('is.'), settled];
    for (const event of events) frames.tell(event);
    deepEqual(fold(posts.flat()), fold(events));
  });
});
