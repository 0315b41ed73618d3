// What happens when the photo worker hangs, breaks or is no longer needed.
import { expect, test, vi } from 'vitest';
import { fakeLater } from '../fake-later.ts';
import type { FromPhotoWorker, ToPhotoWorker } from './messages.ts';
import { createPhotoCloak } from './photo-cloak.ts';

class FakeWorker {
  readonly heard: ToPhotoWorker[] = [];
  readonly terminate = vi.fn();
  onmessage: ((event: { data: FromPhotoWorker }) => void) | undefined;
  onerror: ((event: { message: string }) => void) | undefined;
  postMessage(message: ToPhotoWorker): void {
    this.heard.push(message);
  }
  say(data: FromPhotoWorker): void {
    this.onmessage?.({ data });
  }
}

function open() {
  const workers: FakeWorker[] = [];
  const { later, pass } = fakeLater();
  const cloak = createPhotoCloak({
    choose: () => ({ tier: 'webgpu', variant: 'guided' }),
    open: () => (workers.push(new FakeWorker()), workers.at(-1) as unknown as Worker),
    later,
  });
  const stop = new AbortController();
  const report = vi.fn();
  const ask = () => cloak.cloak(new File(['?'], 'a.jpg'), { report, signal: stop.signal });
  return { cloak, workers, pass, ask, stop, report };
}

const NOBODY: FromPhotoWorker = { kind: 'nobody', size: { width: 1, height: 1 }, notes: [] };
const turn = () => new Promise((resolve) => setTimeout(resolve));

test('a single worker serves all photos, and ends when it has been idle for a while', async () => {
  const { workers, ask, pass, report } = open();
  const first = ask();
  expect(workers[0]!.heard[0]).toMatchObject({ kind: 'start', tier: 'webgpu', variant: 'guided' });
  workers[0]!.say({ kind: 'progress', doing: 'Opening', share: 0.5 });
  expect(report).toHaveBeenCalledWith('Opening', 0.5);
  workers[0]!.say(NOBODY);
  expect((await first).kind).toBe('nobody');
  pass(30_000);
  const second = ask();
  workers[0]!.say(NOBODY);
  await second;
  expect(workers).toHaveLength(1);
  pass(61_000);
  expect(workers[0]!.terminate).toHaveBeenCalled();
  void ask();
  expect(workers).toHaveLength(2);
});

test.each([
  ['says nothing', ({ pass }: ReturnType<typeof open>) => pass(91_000)],
  [
    'stops',
    ({ workers }: ReturnType<typeof open>) => workers.at(-1)!.onerror!({ message: 'boom' }),
  ],
  [
    'loses the graphics device',
    ({ workers }: ReturnType<typeof open>) =>
      workers.at(-1)!.say({ kind: 'broken', sentence: 'The graphics device was lost.' }),
  ],
])(
  'a worker that %s is replaced by one on WASM; a second failure is reported',
  async (_what, breaks) => {
    const all = open();
    const asked = all.ask();
    breaks(all);
    await turn();
    expect(all.workers[0]!.terminate).toHaveBeenCalled();
    expect(all.workers[1]!.heard[0]).toMatchObject({ kind: 'start', tier: 'wasm' });
    expect(all.workers[1]!.heard[1]).toMatchObject({ kind: 'cloak' });
    const refused = expect(asked).rejects.toThrow(/stopped responding|boom|lost/);
    breaks(all);
    await refused;
    expect(all.workers).toHaveLength(2);
    expect(all.workers[1]!.terminate).toHaveBeenCalled();
  },
);

test('a worker that keeps reporting gets more time, but no more than five minutes', async () => {
  const { workers, pass, ask } = open();
  const asked = ask();
  for (let i = 0; i < 4; i++) {
    pass(60_000);
    workers[0]!.say({ kind: 'progress', doing: 'Inventing', share: 0.5 });
  }
  expect(workers).toHaveLength(1);
  pass(61_000);
  await turn();
  expect(workers).toHaveLength(2);
  workers[1]!.say(NOBODY);
  expect((await asked).kind).toBe('nobody');
});

test('cancelling ends the worker at once, and no other takes over', async () => {
  const { workers, ask, stop } = open();
  const asked = ask();
  stop.abort();
  await expect(asked).rejects.toThrow(DOMException);
  expect(workers).toHaveLength(1);
  expect(workers[0]!.terminate).toHaveBeenCalled();
});
