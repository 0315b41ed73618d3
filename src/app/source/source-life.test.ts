import { expect, test } from 'vitest';
import type { Source } from '../../sources/source.ts';
import {
  sourceInUse,
  step,
  type Notice,
  type SourceEvent,
  type SourceState,
} from './source-state.ts';

function source(kind: Source['kind']): Source {
  return { kind, title: kind, feed: () => {}, stop: () => {} };
}

const camera = source('camera');
const demo = source('demo');
const notice: Notice = { sentence: 'It went wrong.', offersDemo: true };

function after(...events: SourceEvent[]): SourceState {
  return events.reduce(step, { phase: 'idle' });
}

test('a source that opens is live', () => {
  const life = after({ type: 'ask', kind: 'camera' }, { type: 'opened', source: camera });
  expect(life.phase).toBe('live');
  expect(sourceInUse(life)).toBe(camera);
});

test('a refusal while nothing else plays is reported', () => {
  expect(after({ type: 'ask', kind: 'camera' }, { type: 'failed', notice })).toEqual({
    phase: 'denied',
    notice,
  });
});

test('the current source continues while another opens, and if that one fails', () => {
  const asking = after(
    { type: 'ask', kind: 'demo' },
    { type: 'opened', source: demo },
    { type: 'ask', kind: 'camera' },
  );
  expect(sourceInUse(asking)).toBe(demo);
  expect(step(asking, { type: 'failed', notice })).toEqual({
    phase: 'live',
    source: demo,
    notice,
  });
});

test('a source that ends by itself is lost', () => {
  const life = after(
    { type: 'ask', kind: 'camera' },
    { type: 'opened', source: camera },
    { type: 'lost', notice },
  );
  expect(life).toEqual({ phase: 'lost', notice });
});

test('if the source ends while another opens, only the opening remains', () => {
  const life = after(
    { type: 'ask', kind: 'camera' },
    { type: 'opened', source: camera },
    { type: 'ask', kind: 'demo' },
    { type: 'lost', notice },
  );
  expect(life).toMatchObject({ phase: 'asking', kind: 'demo' });
  expect(sourceInUse(life)).toBeUndefined();
});

test('a notice given with the request stays once the source is live, until the next request', () => {
  const live = after({ type: 'ask', kind: 'demo', notice }, { type: 'opened', source: demo });
  expect(live.notice).toBe(notice);
  expect(step(live, { type: 'ask', kind: 'file' }).notice).toBeUndefined();
});

test('an event that cannot happen is an error', () => {
  expect(() => after({ type: 'opened', source: demo })).toThrow('"opened" while it is "idle"');
  expect(() => after({ type: 'lost', notice })).toThrow();
});
