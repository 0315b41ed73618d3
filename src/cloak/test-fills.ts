// Fake passes for tests: they record their calls and count the fills they returned.
import { vi } from 'vitest';
import type { Fill, FillPlace } from './fill.ts';
import { WHOLE, type Rect } from '../frame/geometry.ts';
import type { Input, RoomPicture } from './passes.ts';
import type { HideMap, PlateCopy } from './plate.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import { SAME_LIGHT } from './room/light.ts';

export function fakePasses() {
  const held = new Set<Fill>();
  const inputOf = (crop: Rect): Input => ({ crop, light: SAME_LIGHT });
  function fillOf({ crop, light }: FillPlace): Fill {
    const fill: Fill = { crop, light, release: () => held.delete(fill) };
    held.add(fill);
    return fill;
  }
  const readRoom = (fill: Fill): Promise<RoomPicture> => {
    if (!held.has(fill)) throw new Error('A fill was used after its release.');
    const data = new Uint8ClampedArray(4 * 4 * 3);
    return Promise.resolve({ crop: WHOLE, light: fill.light, width: 4, height: 3, data });
  };
  return {
    /** Fills that have not been released. */
    held,
    begin: vi.fn(),
    hole: vi.fn((_mask: PersonMask, _margin: number, _hide?: HideMap) => {}),
    cut: vi.fn(inputOf),
    generate: vi.fn((input: Input, _refines: boolean, _quickly?: boolean) =>
      Promise.resolve(fillOf(input)),
    ),
    isSlow: false,
    readRoom: vi.fn(readRoom),
    fillFrom: vi.fn(fillOf),
    compose: vi.fn(),
    cover: vi.fn(),
    setGenerator: vi.fn(),
    plate: {
      forget: vi.fn(),
      forgetIn: vi.fn((_parts: readonly Rect[]) => {}),
      setLight: vi.fn(),
      carry: vi.fn(),
      observe: vi.fn(),
      cut: vi.fn(inputOf),
      readRoom: vi.fn(readRoom),
      reveal: vi.fn(),
      read: vi.fn((): Promise<PlateCopy> =>
        Promise.resolve({ width: 4, height: 3, data: new Uint8ClampedArray(4 * 4 * 3) }),
      ),
      write: vi.fn(),
      bytes: () => 0,
    },
    lost: new Promise<string>(() => {}),
    finished: () => Promise.resolve(),
    readInput: vi.fn(),
    get fillCount() {
      return held.size;
    },
    dispose: vi.fn(),
  };
}
