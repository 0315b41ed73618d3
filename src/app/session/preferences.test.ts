import { expect, it } from 'vitest';
import { keepPreferences, readPreferences } from './preferences.ts';

function fakeStorage(text: string | null = null): () => Storage {
  let held = text;
  const storage = {
    getItem: () => held,
    setItem: (_key: string, value: string) => void (held = value),
  };
  return () => storage as unknown as Storage;
}

it('keeps a choice, along with earlier ones', () => {
  const storage = fakeStorage();
  expect(readPreferences(storage)).toEqual({});
  keepPreferences({ mirror: true }, storage);
  keepPreferences({ split: 0.25 }, storage);
  expect(readPreferences(storage)).toEqual({ mirror: true, split: 0.25 });
});

it.each(['null', '7', '{"split":3,"cloak":false,"mirror":"yes"}', 'not JSON'])(
  'ignores %s',
  (text) => expect(readPreferences(fakeStorage(text))).toEqual({}),
);

it('works without storage', () => {
  const refused = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  keepPreferences({ mirror: true }, refused);
  expect(readPreferences(refused)).toEqual({});
});

it('keeps valid zones and ignores invalid ones', () => {
  const zone = { kind: 'stroke', places: [[0.1, 0.5]], radius: 0.05 } as const;
  const storage = fakeStorage();
  keepPreferences({ zones: { 'camera desk': [zone] }, margin: 0.02 }, storage);
  expect(readPreferences(storage)).toEqual({ zones: { 'camera desk': [zone] }, margin: 0.02 });
  const wrong = [{ ...zone, places: [] }, { ...zone, radius: null }, { ...zone, kind: 'x' }, 7];
  for (const one of wrong) {
    expect(
      readPreferences(fakeStorage(JSON.stringify({ zones: { a: [one] }, margin: 0.5 }))),
    ).toEqual({});
  }
});
