// Nothing waits for ever for a download.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchContent, fetchJson, STALLED_AFTER } from './patience.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Stubs a server that answers like this. */
function answers(make: (signal: AbortSignal) => Promise<Response> | Response): void {
  vi.stubGlobal('fetch', async (_url: string, { signal }: { signal: AbortSignal }) => make(signal));
}

const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
  });

test.each([
  ['does not answer', aborted],
  [
    'answers, and sends nothing more',
    (signal: AbortSignal) =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new Uint8Array(3));
            signal.addEventListener('abort', () => controller.error(new DOMException()));
          },
        }),
      ),
  ],
])('a server that %s is abandoned', async (_, make) => {
  answers(make);
  const asked = expect(fetchContent('/x', 'It', { most: 10 })).rejects.toThrow(
    'It could not be loaded: nothing arrived for 20 seconds.',
  );
  await vi.advanceTimersByTimeAsync(STALLED_AFTER + 1);
  await asked;
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  [
    '404',
    () => new Response('', { status: 404 }),
    'It could not be loaded: the server answers 404.',
  ],
  [
    'no end',
    () => new Response('12345678901'),
    'It could not be loaded: it is longer than it should be.',
  ],
  [
    'no connection',
    () => Promise.reject(new TypeError()),
    'It could not be loaded: there is no connection.',
  ],
  ['no JSON', () => new Response('<html>'), 'It is not JSON.'],
])('%s is reported', async (_, make, sentence) => {
  answers(make);
  await expect(fetchJson('/x', 'It', 10)).rejects.toThrow(sentence);
});

test('received bytes are counted', async () => {
  answers(() => new Response('[1, 2]'));
  const count = vi.fn();
  expect((await fetchContent('/x', 'It', { most: 10, count })).byteLength).toBe(6);
  expect(count.mock.calls).toEqual([[6]]);
});
