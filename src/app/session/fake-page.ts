// The page's state with fake surroundings, for tests.
import { vi } from 'vitest';
import type { Engine } from '../../engine/client.ts';
import type { FromEngine } from '../../engine/messages.ts';
import { READY } from '../../engine/test-messages.ts';
import { cameraProblem } from '../../sources/camera-problem.ts';
import { SourceError, type Problem } from '../../sources/problem.ts';
import type { OpenOptions, Source, SourceKind } from '../../sources/source.ts';
import { CloakState } from './cloak-state.svelte.ts';
import { fakeLater } from '../../fake-later.ts';
import type { Surroundings } from './surroundings.ts';

export { READY };
export const FRAME_DONE: FromEngine = { kind: 'frame-done', drawn: { width: 640, height: 480 } };

export const STATS: Extract<FromEngine, { kind: 'stats' }> = {
  kind: 'stats',
  framesPerSecond: 30,
  stages: {},
  room: { seenOfHole: 0.8, seenOfFrame: 0.9, generatorShare: 1 },
};

export class FakeSource implements Source {
  readonly kind: SourceKind;
  readonly title: string;
  readonly lose: (problem: Problem) => void;
  readonly feed = vi.fn();
  readonly stop = vi.fn();

  constructor(kind: SourceKind, { onLost }: OpenOptions) {
    this.kind = kind;
    this.title = `the ${kind}`;
    this.lose = onLost;
  }
}

/** A page with a camera that works and an engine that says what the test tells it to. */
export function page(changes: Partial<Surroundings> = {}) {
  const { later, pass } = fakeLater();
  const engine = {
    busy: false,
    stop: vi.fn(),
    set: vi.fn(),
    learn: vi.fn(),
    dispose: vi.fn(),
    attachFilm: vi.fn(),
  };
  const opened: FakeSource[] = [];
  let listen: (message: FromEngine) => void = () => {};

  function open(kind: SourceKind, options: OpenOptions): Promise<Source> {
    const source = new FakeSource(kind, options);
    opened.push(source);
    return Promise.resolve(source);
  }

  const state = new CloakState({
    createEngine: (options) => {
      listen = options.listen;
      return engine as unknown as Engine;
    },
    openCamera: (options) => open('camera', options),
    openDemo: (options) => open('demo', options),
    openFile: (_file, options) => open('file', options),
    lacksCamera: () => Promise.resolve(false),
    canCloak: () => true,
    later,
    listCameras: async () => [],
    followCameras: () => () => {},
    readPreferences: () => ({}),
    keepPreferences: () => {},
    search: '',
    ...changes,
  });
  const end = state.start({} as HTMLCanvasElement, async () => ({}) as HTMLCanvasElement);
  return { state, engine, opened, end, pass, say: (message: FromEngine) => listen(message) };
}

/** Opens a camera that cannot be opened. */
export function refuse(kind: Parameters<typeof cameraProblem>[0]) {
  return () => Promise.reject(new SourceError(cameraProblem(kind)));
}

/** A page that shows a camera's picture, and whose engine knows a part of the room. */
export async function pageInUse(changes: Partial<Surroundings> = {}) {
  const all = page(changes);
  all.say(READY);
  await all.state.sources.startCamera();
  all.say(FRAME_DONE);
  all.say(STATS);
  return all;
}
