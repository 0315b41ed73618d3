import { expect, test, vi } from 'vitest';
import type { CameraLock } from '../../sources/camera-lock.ts';
import type { CameraRequest } from '../../sources/camera.ts';
import type { OpenOptions } from '../../sources/source.ts';
import { FakeSource, FRAME_DONE, page, pageInUse, READY, refuse } from './fake-page.ts';

test('no frame leaves the source before the cloak is ready', async () => {
  const { state, opened, say } = page();
  await state.sources.startCamera();
  expect(opened[0]?.feed).not.toHaveBeenCalled();
  say(READY);
  say(READY); // as after a lost device
  expect(opened[0]?.feed).toHaveBeenCalledOnce();
});

test('there is no picture before the current source’s first frame', async () => {
  const { state, say } = page();
  say(READY);
  await state.sources.startCamera();
  expect(state.picture.ratio).toBeUndefined();
  say({ kind: 'frame-done' }); // a frame that failed: nothing was drawn
  expect(state.picture.ratio).toBeUndefined();
  say(FRAME_DONE);
  expect(state.picture.ratio).toBeCloseTo(4 / 3);
  await state.sources.playDemo();
  expect(state.picture.ratio).toBeUndefined();
});

test('a fatal problem ends the source', async () => {
  const { state, opened, say } = page();
  await state.sources.startCamera();
  say({ kind: 'problem', sentence: 'It broke.', fatal: true });
  expect(opened[0]?.stop).toHaveBeenCalledOnce();
  expect(state.engine.state.phase).toBe('failed');
  expect(state.status.text).toBe('It broke.');
});

test('settings reach the engine', () => {
  const { state, engine } = page();
  state.set({ view: 'split' });
  state.set({ split: 0.25 });
  expect(engine.set).toHaveBeenLastCalledWith({
    cloak: true,
    remember: true,
    refine: true,
    texture: true,
    waits: false,
    shutter: false,
    margin: 0.009,
    zones: [],
    economy: 'none',
    view: 'split',
    split: 0.25,
  });
});

test('refining is offered if there is a refiner, and the choice reaches the engine', async () => {
  const { state, say, engine } = await pageInUse();
  say(READY);
  expect(state.can.refine).toBe(false);
  say({ ...READY, refiner: 'refiner' });
  expect(state.can.refine).toBe(true);
  state.set({ refine: false });
  expect(engine.set).toHaveBeenLastCalledWith(expect.objectContaining({ refine: false }));
});

test('a notice shows for a few seconds, and not as a problem', async () => {
  const { state, say, pass } = await pageInUse();
  say({ kind: 'notice', sentence: 'The camera moved.' });
  expect(state.status.text).toBe('The camera moved.');
  expect(state.status.isTrouble).toBe(false);
  pass(10_000);
  expect(state.status.text).toBe('The cloak is on.');
});

test('the engine’s notice is not lost when the page opens the demo by itself', async () => {
  let answer: (lacks: boolean) => void = () => {};
  const lacks = new Promise<boolean>((resolve) => (answer = resolve));
  const { state, say, opened } = page({ lacksCamera: () => lacks });
  say({ kind: 'notice', sentence: 'There is no variant "mine".' });
  answer(true);
  await vi.waitFor(() => expect(opened).toHaveLength(1));
  expect(state.status.text).toContain('There is no variant "mine".');
});

test('a notice gives way to what the user asks for', async () => {
  const { state, say } = page();
  say(READY);
  say({ kind: 'notice', sentence: 'The camera moved.' });
  void state.sources.startCamera();
  expect(state.status.text).toBe('Allow the camera, and step in front of it.');
});

test('a problem with the URL and a missing camera are both reported', async () => {
  const { state, opened } = page({ search: '?tier=abacus', lacksCamera: async () => true });
  await vi.waitFor(() => expect(opened).toHaveLength(1));
  expect(state.status.text).toContain('No camera was found.');
  expect(state.status.text).toContain('abacus');
});

test('a problem is not hidden by a notice', async () => {
  const { state, say } = await pageInUse();
  say({ kind: 'notice', sentence: 'The camera moved.' });
  say({ kind: 'problem', sentence: 'It broke.', fatal: false });
  expect(state.status.text).toBe('It broke.');
  expect(state.status.isTrouble).toBe(true);
});

test('the camera is asked for the size in the address, and otherwise for the one that was chosen', async () => {
  const asked = async (search: string) => {
    const requests: CameraRequest[] = [];
    const { state } = page({
      openCamera: async (options: OpenOptions, request: CameraRequest) => {
        requests.push(request);
        return new FakeSource('camera', options);
      },
      readPreferences: () => ({ height: 720, frameRate: 15 }),
      search,
    });
    await state.sources.startCamera();
    return requests[0];
  };
  expect(await asked('?size=640x360')).toEqual({ width: 640, height: 360, frameRate: 15 });
  expect(await asked('')).toEqual({ height: 720, frameRate: 15 });
});

test('the camera can be locked while it is in use', async () => {
  let isLocked = false;
  const lock: CameraLock = {
    get isLocked() {
      return isLocked;
    },
    set: async (wanted) => void (isLocked = wanted),
  };
  const { state } = await pageInUse({
    openCamera: async (options) => Object.assign(new FakeSource('camera', options), { lock }),
  });
  expect(state.cameraLock.isOffered).toBe(true);
  await state.cameraLock.set(true);
  expect(isLocked).toBe(true);
  await state.sources.playDemo();
  expect(state.cameraLock.isOffered).toBe(false);
  await state.sources.startCamera();
  state.sources.stop();
  expect(state.cameraLock.isOffered).toBe(false);
});

test('closing the page ends the source and the engine', async () => {
  const { state, opened, engine, end } = page();
  await state.sources.startCamera();
  end();
  expect(opened[0]?.stop).toHaveBeenCalledOnce();
  expect(engine.dispose).toHaveBeenCalledOnce();
});

test('earlier choices are restored, and new ones are stored', () => {
  const keepPreferences = vi.fn();
  const { state } = page({
    readPreferences: () => ({ remember: false, split: 0.2 }),
    keepPreferences,
  });
  expect(state.settings).toMatchObject({ remember: false, split: 0.2, cloak: true });
  state.set({ split: 0.7 });
  expect(keepPreferences).toHaveBeenLastCalledWith({ remember: false, split: 0.7, margin: 0.009 });
});

test('the status says what is shown, not what was requested', async () => {
  const { state, say } = await pageInUse();
  expect(state.picture.isLive).toBe(true);
  for (let i = 0; i < 6; i++) say({ kind: 'alive', received: 0, shown: 0, busy: 0 });
  expect(state.status.text).toContain('No pictures are coming from the camera.');
  expect(state.status.isTrouble).toBe(true);
  expect(state.picture.isLive).toBe(false);
  expect(state.picture.stats).toBeUndefined();
  say({ kind: 'alive', received: 8, shown: 8, busy: 0 });
  expect(state.status.text).toBe('The cloak is on.');
});

test('a problem with a new source does not wait for a notice to pass', async () => {
  const { state } = await pageInUse({ openDemo: refuse('none-found') });
  state.status.show('Recorded 0:07.');
  await state.sources.playDemo();
  expect(state.status.text).toContain('No camera was found.');
});

test('the status says what the shutter shows once the engine confirms that it is closed', async () => {
  const { state, engine, say } = await pageInUse();
  state.toggleShutter();
  expect(engine.set).toHaveBeenLastCalledWith(expect.objectContaining({ shutter: true }));
  expect(state.status.text).toBe('The shutter is closing.');
  say({ kind: 'shutter', shows: 'room' });
  expect(state.status.text).toBe('Shutter closed: the room as remembered.');
  expect(state.can.learn).toBe(false);
  state.set({ remember: false });
  say({ kind: 'shutter', shows: 'plain' });
  expect(state.status.text).toMatch(/a plain picture, as the room is not remembered/);
  state.toggleShutter(); // it stays closed until the next frame
  expect(state.status.text).toMatch(/Shutter closed/);
  say({ kind: 'shutter' });
  expect(state.status.text).toBe('The cloak is on.');
});

test('the shutter stays closed when the source or the engine changes', async () => {
  const { state, engine, say } = await pageInUse();
  state.toggleShutter();
  say({ kind: 'shutter', shows: 'room' });
  say({ kind: 'restarting', sentence: '' });
  expect(state.settings.shutter).toBe(true);
  say(READY);
  expect(engine.set).toHaveBeenLastCalledWith(expect.objectContaining({ shutter: true }));
  await state.sources.playDemo();
  expect(state.settings.shutter).toBe(true);
  state.sources.stop();
  expect(state.status.text).toMatch(/Shutter closed/);
});
