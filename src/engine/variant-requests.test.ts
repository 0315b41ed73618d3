import { expect, test, vi } from 'vitest';
import type { FromEngine } from './messages.ts';
import { createQueue } from './one-at-a-time.ts';
import type { Prepared, VariantSlot } from './variant-slot.ts';
import { createVariantRequests } from './variant-requests.ts';

/** A slot whose variants load when the test says so. */
function wishing(others: string[] = []) {
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
  const wishes = createVariantRequests({
    say: (message) => said.push(message),
    between: createQueue(),
  });
  return { wishes, slot, said, loading, prepared };
}

test('a variant takes over when it is loaded', async () => {
  const { wishes, slot, said, loading } = wishing();
  wishes.begin(slot);
  const done = wishes.use('second');
  loading.get('second')?.resolve();
  await done;
  expect(said).toEqual([{ kind: 'variant', variant: 'second', remembers: true, milliseconds: 1 }]);
});

test('the newest request counts: a variant loaded for an earlier one is disposed of', async () => {
  const { wishes, slot, said, loading, prepared } = wishing();
  wishes.begin(slot);
  const done = [wishes.use('second'), wishes.use('third')];
  loading.get('third')?.resolve();
  loading.get('second')?.resolve();
  await Promise.all(done);
  expect(said.map((message) => 'variant' in message && message.variant)).toEqual(['third']);
  expect(prepared.get('second')?.use).not.toHaveBeenCalled();
  expect(prepared.get('second')?.dispose).toHaveBeenCalledOnce();
});

test('a variant that fails to load is reported, even before there is an engine', async () => {
  const { wishes, slot, said, loading } = wishing();
  await wishes.use('second');
  wishes.begin(slot);
  const done = wishes.use('second');
  loading.get('second')?.reject(new Error('It is not there.'));
  await done;
  expect(said).toEqual([
    { kind: 'variant-problem', id: 'second', sentence: 'The cloak is not running.' },
    { kind: 'variant-problem', id: 'second', sentence: 'It is not there.' },
  ]);
});

test('a variant is disposed of after its trial', async () => {
  const { wishes, slot, said, loading, prepared } = wishing();
  wishes.begin(slot);
  const done = wishes.try('second');
  loading.get('second')?.resolve();
  await done;
  expect(said).toEqual([{ kind: 'variant-tried', id: 'second', milliseconds: 7 }]);
  expect(prepared.get('second')?.dispose).toHaveBeenCalledOnce();
});

test('a broken variant is replaced by another, once there is a slot', () => {
  const { wishes, slot, said, loading } = wishing(['first', 'second']);
  wishes.replace('first', 'It gives no numbers.');
  expect(said).toEqual([]);
  wishes.begin(slot);
  expect([...loading.keys()]).toEqual(['second']);
  wishes.replace('second', 'It gives no numbers.');
  expect(said.map((message) => 'sentence' in message && message.sentence)).toEqual([
    'It gives no numbers. "second" takes over; nobody is shown in the meantime.',
    'It gives no numbers. No other is left: people are covered in grey.',
  ]);
});

test('a variant that moves from the GPU to the CPU is reported, with what it is then', () => {
  const { wishes, slot, said } = wishing();
  wishes.moving(); // the start reports it
  wishes.moved();
  wishes.begin(slot);
  wishes.moving();
  wishes.moved();
  expect(said).toEqual([
    { kind: 'variant-progress', id: 'first', share: 0, doing: 'Checking' },
    { kind: 'moved', variant: 'first', remembers: true, milliseconds: 1 },
  ]);
});
