// The room on a page in use: what is known of it, learning it, and a picture of it that the user brings.
import { expect, test, vi } from 'vitest';
import { FRAME_DONE, page, pageInUse, READY, STATS } from '../session/fake-page.ts';

const PICTURE = new File(['…'], 'room.jpg');

test('switching off the room’s memory forgets the room and removes its views', async () => {
  const { state, engine, say } = await pageInUse();
  expect(state.room.known.report?.seenOfHole).toBe(0.8);
  state.set({ view: 'confidence' });
  state.set({ remember: false });
  expect(engine.set).toHaveBeenLastCalledWith(
    expect.objectContaining({ view: 'cloaked', remember: false }),
  );
  expect(state.can.views).toEqual(['cloaked', 'split', 'mask']);
  expect(state.room.known.report).toBeUndefined();
  say(STATS); // it was already on its way
  expect(state.room.known.report).toBeUndefined();
});

test('a variant that remembers nothing removes the room’s views', async () => {
  const { state, say } = page();
  expect(state.can.remember).toBe(true);
  state.set({ view: 'plate' });
  say({ ...READY, remembers: false });
  expect(state.can.remember).toBe(false);
  expect(state.settings.view).toBe('cloaked');
  expect(state.can.views).toEqual(['cloaked', 'split', 'mask']);
});

test('with the cloak off, nothing is reported about the room', async () => {
  const { state } = await pageInUse();
  state.set({ cloak: false });
  expect(state.room.known.report).toBeUndefined();
});

test('stopping the source forgets what is known of the room', async () => {
  const { state, say } = await pageInUse();
  state.sources.stop();
  expect(state.room.known.report).toBeUndefined();
  say(STATS); // it was already on its way
  expect(state.room.known.report).toBeUndefined();
});

test('the status follows learning the room', async () => {
  const { state, engine, say, pass } = await pageInUse();
  state.room.toggleLearning();
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
  state.room.toggleLearning();
  expect(state.can.learn || state.room.learn.isRunning).toBe(false); // no picture
  say(READY);
  await state.sources.startCamera();
  say(FRAME_DONE);
  expect(state.can.learn).toBe(true);
  for (const changes of [{ cloak: false }, { remember: false }]) {
    state.set({ cloak: true, remember: true });
    state.room.toggleLearning();
    expect(state.room.learn.isRunning).toBe(true);
    state.set(changes);
    expect(state.can.learn || state.room.learn.isRunning).toBe(false);
  }
});

test('learning ends when it is cancelled or its source stops', async () => {
  const { state, engine, pass } = await pageInUse();
  state.room.toggleLearning();
  state.room.toggleLearning();
  expect(state.room.learn.isRunning).toBe(false);
  state.room.toggleLearning();
  state.sources.stop();
  pass(10_000);
  expect(state.room.learn.learning.phase).toBe('idle');
  expect(engine.learn).not.toHaveBeenCalled();
});

test('a picture of the room goes to the engine while the room is remembered, and the outcome is shown', async () => {
  const { state, engine, say } = await pageInUse();
  const bringRoom = vi.fn();
  Object.assign(engine, { bringRoom });
  state.room.bring(PICTURE);
  expect(bringRoom).toHaveBeenCalledExactlyOnceWith(PICTURE);
  expect(state.status.text).toBe('Checking whether the picture shows this room …');
  say({ kind: 'room-brought', sentence: 'The picture fits.', isRefused: false });
  expect(state.status.text).toBe('The picture fits.');
  state.set({ remember: false });
  expect(state.can.bringRoom).toBe(false);
  state.room.bring(PICTURE);
  expect(bringRoom).toHaveBeenCalledOnce();
  state.sources.stop();
  say({ kind: 'room-brought', sentence: 'Too late.', isRefused: true });
  expect(state.status.text).not.toBe('Too late.');
});

test('nobody is asked for a picture of the demo’s room', async () => {
  const { state, say } = page();
  say(READY);
  await state.sources.playDemo();
  say(FRAME_DONE);
  expect([state.can.learn, state.can.bringRoom]).toEqual([true, false]);
});
