import { expect, it } from 'vitest';
import { keep, readKept } from './kept.ts';

function fakeStorage(text: string | null = null): () => Storage {
  let held = text;
  const storage = {
    getItem: () => held,
    setItem: (_key: string, value: string) => void (held = value),
  };
  return () => storage as unknown as Storage;
}

it('keeps what was chosen, beside what was chosen before', () => {
  const storage = fakeStorage();
  expect(readKept(storage)).toEqual({});
  keep({ mirror: true }, storage);
  keep({ split: 0.25 }, storage);
  expect(readKept(storage)).toEqual({ mirror: true, split: 0.25 });
});

it.each(['null', '7', '{"split":3,"cloak":false,"mirror":"yes"}', 'not JSON'])(
  'makes nothing of %s',
  (text) => expect(readKept(fakeStorage(text))).toEqual({}),
);

it('does without a storage', () => {
  const refused = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  keep({ mirror: true }, refused);
  expect(readKept(refused)).toEqual({});
});
