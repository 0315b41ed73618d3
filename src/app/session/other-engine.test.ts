// What the page does when its engine breaks: another takes over, or the same one recovers.
import { expect, test, vi } from 'vitest';
import { pageInUse, READY } from './fake-page.ts';

test('when another engine takes over, the picture is covered and the source feeds it', async () => {
  const { state, opened, say } = await pageInUse();
  state.outlets.onPictureEnd = vi.fn();
  state.outlets.onOtherEngine = vi.fn();
  say({ kind: 'restarting', sentence: 'It broke. The cloak is restarting.' });
  expect(state.picture.ratio).toBeUndefined();
  expect(state.picture.isLive).toBe(false);
  expect(state.engine.state.phase).toBe('loading');
  expect(state.status.text).toBe('It broke. The cloak is restarting.');
  expect(opened[0]?.stop).not.toHaveBeenCalled();
  expect(state.outlets.onOtherEngine).not.toHaveBeenCalled();
  say(READY);
  expect(state.outlets.onOtherEngine).toHaveBeenCalledOnce();
  say(READY);
  expect(state.outlets.onOtherEngine).toHaveBeenCalledOnce();
  expect(state.outlets.onPictureEnd).not.toHaveBeenCalled(); // a recording continues
  expect(opened[0]?.feed).toHaveBeenCalledTimes(2);
});

test('a film ends with the engine, and is told why', async () => {
  const { state, say } = await pageInUse();
  const onEnd = vi.fn();
  const { port1, port2 } = new MessageChannel();
  await state.sources.followFilm('“a.mp4”', port1, onEnd);
  say({ kind: 'restarting', sentence: 'It broke. The cloak is restarting.' });
  expect(onEnd).toHaveBeenCalledExactlyOnceWith('It broke. The cloak is restarting.');
  say(READY);
  await state.sources.followFilm('“a.mp4”', port2, onEnd);
  state.sources.stop(); // by the user
  expect(onEnd).toHaveBeenLastCalledWith(undefined);
  port1.close();
  port2.close();
});

test('when the engine recovers by itself, the picture is covered and the source continues', async () => {
  const { state, opened, say } = await pageInUse();
  state.outlets.onPictureEnd = vi.fn();
  state.outlets.onOtherEngine = vi.fn();
  say({ kind: 'recovering', sentence: 'The graphics device was lost.' });
  expect(state.picture.ratio).toBeUndefined();
  expect(state.picture.isLive).toBe(false);
  expect(state.status.text).toBe('The graphics device was lost.');
  say({ kind: 'recovered', sentence: 'The cloak is back.' });
  expect(state.status.text).toBe('The cloak is back.');
  expect(state.picture.ratio).toBeUndefined(); // before the next picture
  say({ kind: 'frame-done', drawn: { width: 640, height: 480 } });
  expect(state.picture.isLive).toBe(true);
  expect(state.outlets.onOtherEngine).not.toHaveBeenCalled();
  expect(state.outlets.onPictureEnd).not.toHaveBeenCalled();
  expect(opened[0]?.feed).toHaveBeenCalledTimes(1);
});
