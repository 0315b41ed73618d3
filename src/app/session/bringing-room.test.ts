// How the page passes a picture of the room to the engine, and reports the outcome.
import { expect, test, vi } from 'vitest';
import { FRAME_DONE, page, pageInUse, READY } from './fake-page.ts';

const PICTURE = new File(['…'], 'room.jpg');

test('it goes to the engine while the room is remembered, and the outcome is shown', async () => {
  const { state, engine, say } = await pageInUse();
  const bringRoom = vi.fn();
  Object.assign(engine, { bringRoom });
  state.bringRoom(PICTURE);
  expect(bringRoom).toHaveBeenCalledExactlyOnceWith(PICTURE);
  expect(state.status.text).toBe('Checking whether the picture shows this room …');
  say({ kind: 'room-brought', sentence: 'The picture fits.', isRefused: false });
  expect(state.status.text).toBe('The picture fits.');
  state.set({ remember: false });
  expect(state.can.bringRoom).toBe(false);
  state.bringRoom(PICTURE);
  expect(bringRoom).toHaveBeenCalledOnce();
  state.stop();
  say({ kind: 'room-brought', sentence: 'Too late.', isRefused: true });
  expect(state.status.text).not.toBe('Too late.');
});

test('for the demo it is not offered', async () => {
  const { state, say } = page();
  say(READY);
  await state.playDemo();
  say(FRAME_DONE);
  expect([state.can.learn, state.can.bringRoom]).toEqual([true, false]);
});
