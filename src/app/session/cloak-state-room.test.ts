// What the page's state says about the room and about learning it.
import { expect, test } from 'vitest';
import { FRAME_DONE, page, pageInUse, READY, STATS } from './fake-page.ts';

test('switching off the room’s memory forgets the room and removes its views', async () => {
  const { state, engine, say } = await pageInUse();
  expect(state.roomKnown.report?.seenOfHole).toBe(0.8);
  state.set({ view: 'confidence' });
  state.set({ remember: false });
  expect(engine.set).toHaveBeenLastCalledWith(
    expect.objectContaining({ view: 'cloaked', remember: false }),
  );
  expect(state.views).toEqual(['cloaked', 'split', 'mask']);
  expect(state.roomKnown.report).toBeUndefined();
  say(STATS); // it was already on its way
  expect(state.roomKnown.report).toBeUndefined();
});

test('a variant that remembers nothing removes the room’s views', async () => {
  const { state, say } = page();
  expect(state.can.remember).toBe(true);
  state.set({ view: 'plate' });
  say({ ...READY, remembers: false });
  expect(state.can.remember).toBe(false);
  expect(state.settings.view).toBe('cloaked');
  expect(state.views).toEqual(['cloaked', 'split', 'mask']);
});

test('with the cloak off, nothing is reported about the room', async () => {
  const { state } = await pageInUse();
  state.set({ cloak: false });
  expect(state.roomKnown.report).toBeUndefined();
});

test('stopping the source forgets what is known of the room', async () => {
  const { state, say } = await pageInUse();
  state.stop();
  expect(state.roomKnown.report).toBeUndefined();
  say(STATS); // it was already on its way
  expect(state.roomKnown.report).toBeUndefined();
});

test('the status follows learning the room', async () => {
  const { state, engine, say, pass } = await pageInUse();
  state.toggleLearning();
  expect(state.status.text).toContain('Step out of the picture:');
  pass(3000);
  expect(engine.learn).toHaveBeenCalledExactlyOnceWith(2000);
  pass(2000);
  say({ ...STATS, room: { seenOfFrame: 1, generatorShare: 0 } });
  expect(state.status.text).toBe('The room is known: come back in.');
  expect(state.status.isTrouble).toBe(false);
  pass(10_000);
  expect(state.status.text).toBe('The cloak is on.');
});

test('the room can be learned only while the cloak is on and the room remembered', async () => {
  const { state, say } = page();
  state.toggleLearning();
  expect(state.can.learn || state.learnRoom.isRunning).toBe(false); // no picture
  say(READY);
  await state.startCamera();
  say(FRAME_DONE);
  expect(state.can.learn).toBe(true);
  for (const changes of [{ cloak: false }, { remember: false }]) {
    state.set({ cloak: true, remember: true });
    state.toggleLearning();
    expect(state.learnRoom.isRunning).toBe(true);
    state.set(changes);
    expect(state.can.learn || state.learnRoom.isRunning).toBe(false);
  }
});

test('learning ends when it is cancelled or its source stops', async () => {
  const { state, engine, pass } = await pageInUse();
  state.toggleLearning();
  state.toggleLearning();
  expect(state.learnRoom.isRunning).toBe(false);
  state.toggleLearning();
  state.stop();
  pass(10_000);
  expect(state.learnRoom.learning.phase).toBe('idle');
  expect(engine.learn).not.toHaveBeenCalled();
});
