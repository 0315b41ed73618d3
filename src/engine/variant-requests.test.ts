import { expect, test, vi } from 'vitest';
import type { FromEngine } from './messages.ts';
import { createQueue } from './one-at-a-time.ts';
import type { Prepared, VariantSlot } from './variant-slot.ts';
import { createVariantRequests } from './variant-requests.ts';

/** A slot whose variants load when the test says so. */
function requesting(others: string[] = []) {
  const said: FromEngine[] = [];
  const loading = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const prepared = new Map<string, Prepared>();
  let variant = 'first';
  const slot = {
    get inUse() {
      return { variant, remembers: true, milliseconds: 1 };
    },
    others,
    prepare: (id: string) =>
      new Promise<Prepared>((resolve, reject) => {
        const made = {
          milliseconds: 7,
          use: vi.fn(() => {
            variant = id;
            return Promise.resolve();
          }),
          dispose: vi.fn(),
        };
        prepared.set(id, made);
        loading.set(id, { resolve: () => resolve(made), reject });
      }),
  } as unknown as VariantSlot;
  const requests = createVariantRequests({
    say: (message) => said.push(message),
    between: createQueue(),
  });
  return { requests, slot, said, loading, prepared };
}

test('a variant takes over when it is loaded', async () => {
  const { requests, slot, said, loading } = requesting();
  requests.begin(slot);
  const done = requests.use('second');
  loading.get('second')?.resolve();
  await done;
  expect(said).toEqual([{ kind: 'variant', variant: 'second', remembers: true, milliseconds: 1 }]);
});

test('the newest request counts: a variant loaded for an earlier one is disposed of', async () => {
  const { requests, slot, said, loading, prepared } = requesting();
  requests.begin(slot);
  const done = [requests.use('second'), requests.use('third')];
  loading.get('third')?.resolve();
  loading.get('second')?.resolve();
  await Promise.all(done);
  expect(said.map((message) => 'variant' in message && message.variant)).toEqual(['third']);
  expect(prepared.get('second')?.use).not.toHaveBeenCalled();
  expect(prepared.get('second')?.dispose).toHaveBeenCalledOnce();
});

test('a variant that fails to load is reported, even before there is an engine', async () => {
  const { requests, slot, said, loading } = requesting();
  await requests.use('second');
  requests.begin(slot);
  const done = requests.use('second');
  loading.get('second')?.reject(new Error('It is not there.'));
  await done;
  expect(said).toEqual([
    { kind: 'variant-problem', id: 'second', sentence: 'The cloak is not running.' },
    { kind: 'variant-problem', id: 'second', sentence: 'It is not there.' },
  ]);
});

test('a variant is disposed of after its trial', async () => {
  const { requests, slot, said, loading, prepared } = requesting();
  requests.begin(slot);
  const done = requests.try('second');
  loading.get('second')?.resolve();
  await done;
  expect(said).toEqual([{ kind: 'variant-tried', id: 'second', milliseconds: 7 }]);
  expect(prepared.get('second')?.dispose).toHaveBeenCalledOnce();
});

test('a broken variant is replaced by another, once there is a slot', () => {
  const { requests, slot, said, loading } = requesting(['first', 'second']);
  requests.replace('first', 'It gives no numbers.');
  expect(said).toEqual([]);
  requests.begin(slot);
  expect([...loading.keys()]).toEqual(['second']);
  requests.replace('second', 'It gives no numbers.');
  expect(said.map((message) => 'sentence' in message && message.sentence)).toEqual([
    'It gives no numbers. "second" takes over; nobody is shown in the meantime.',
    'It gives no numbers. No other is left: people are covered in grey.',
  ]);
});

test('a variant that moves from the GPU to the CPU is reported, with what it is then', () => {
  const { requests, slot, said } = requesting();
  requests.moving(); // the start reports it
  requests.moved();
  requests.begin(slot);
  requests.moving();
  requests.moved();
  expect(said).toEqual([
    { kind: 'variant-progress', id: 'first', share: 0, doing: 'Checking' },
    { kind: 'moved', variant: 'first', remembers: true, milliseconds: 1 },
  ]);
});
