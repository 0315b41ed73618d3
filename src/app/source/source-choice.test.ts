import { expect, test, vi } from 'vitest';
import { cameraProblem } from '../../sources/camera-problem.ts';
import { FakeSource, FRAME_DONE, page, READY, refuse } from '../session/fake-page.ts';

test('if there is a camera, nothing starts by itself', async () => {
  const { state, opened } = page();
  await vi.waitFor(() => expect(state.status.text).toBe('The cloak is getting ready.'));
  expect(opened).toEqual([]);
});

test('without a camera the demo starts, and the page says why', async () => {
  const { state } = page({ lacksCamera: () => Promise.resolve(true) });
  await vi.waitFor(() => expect(state.sources.current?.kind).toBe('demo'));
  expect(state.status.text).toContain('No camera was found. The demo plays instead.');
});

test('a denied camera is reported, and the demo is offered', async () => {
  const { state } = page({ openCamera: refuse('refused') });
  await state.sources.startCamera();
  expect(state.sources.life.phase).toBe('denied');
  expect(state.status.text).toBe(
    'The camera was refused. Nothing is shown. ' +
      'Allow it next to the page’s address and press Start camera, or play the demo.',
  );
  expect(state.sources.offersDemo).toBe(true);
});

test('if there is no camera, the demo starts', async () => {
  const { state } = page({ openCamera: refuse('none-found') });
  await state.sources.startCamera();
  await vi.waitFor(() => expect(state.sources.life.phase).toBe('live'));
  expect(state.sources.current?.kind).toBe('demo');
  expect(state.status.text).toContain('No camera was found.');
});

test('a source that fails does not disturb the current one', async () => {
  const { state, opened } = page({ openFile: refuse('unknown') });
  await state.sources.playDemo();
  await state.sources.openFile(new File([], 'nothing.mp4'));
  expect(state.sources.current).toBe(opened[0]);
  expect(opened[0]?.stop).not.toHaveBeenCalled();
  expect(state.status.text).toContain('Vanish continues with the demo.');
});

test('an unplugged camera ends the picture and is reported', async () => {
  const { state, opened, engine, say } = page();
  say(READY);
  await state.sources.startCamera();
  say(FRAME_DONE);
  opened[0]?.lose(cameraProblem('unplugged'));
  expect(state.sources.life.phase).toBe('lost');
  expect(state.status.text).toContain('The camera was unplugged');
  expect(state.sources.offersDemo).toBe(true);
  expect(state.picture.ratio).toBeUndefined();
  expect(engine.stop).toHaveBeenCalled();
});

test('a camera that is granted too late is switched off again', async () => {
  let allow: () => void = () => {};
  let camera: FakeSource | undefined;
  const { state } = page({
    openCamera: (options) =>
      new Promise((resolve) => {
        allow = () => resolve((camera = new FakeSource('camera', options)));
      }),
  });
  const asking = state.sources.startCamera();
  await state.sources.playDemo();
  allow();
  await asking;
  expect(camera?.stop).toHaveBeenCalledOnce();
  expect(state.sources.current?.kind).toBe('demo');
});

test('the URL can choose a source', async () => {
  const { state } = page({ search: '?source=demo' });
  await vi.waitFor(() => expect(state.sources.current?.kind).toBe('demo'));
  expect(state.status.isTrouble).toBe(false);
});
