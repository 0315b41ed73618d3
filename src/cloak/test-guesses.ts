// Guesses on fake passes and a fake texture stage, for tests.
import { expect } from 'vitest';
import type { Fill } from './fill.ts';
import { WHOLE } from '../frame/geometry.ts';
import { createGuesses } from './guesses.ts';
import type { Observation } from './plate.ts';
import type { RoomView } from './room/room-view.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { Turn } from './strategy.ts';
import { fakePasses } from './test-fills.ts';
import { createFakeTexture } from './test-texture.ts';
import { createTexturing } from './texturing.ts';

export const OBSERVATION: Observation = { seconds: 0.1, tolerance: 8, isLearning: false };
const FRAME = { displayWidth: 640, displayHeight: 480 } as VideoFrame;
const IN_TENTHS = 0.1; // s

export function open() {
  const passes = fakePasses();
  const texture = createFakeTexture();
  const texturing = createTexturing(passes, texture.create, () => {});
  const guesses = createGuesses(passes, texturing, 1);
  let unseenPixels = 100;

  /** Runs a frame, a tenth of a second after the last. */
  async function frame(changes: Partial<Settings> = {}, view: Partial<RoomView> = {}) {
    const settings = { ...DEFAULT_SETTINGS, ...changes };
    const stage: Turn['stage'] = async (_name, work) => await work();
    const turn = { frame: FRAME, settings, seconds: IN_TENTHS, stage } as Turn;
    const now = { observation: OBSERVATION, unseen: WHOLE, unseenPixels, ...view } as RoomView;
    guesses.observe(OBSERVATION, IN_TENTHS);
    const asked = await guesses.renew(turn, now, () => {});
    await new Promise((resolve) => setTimeout(resolve));
    return asked;
  }
  const frames = async (count: number, changes: Partial<Settings> = {}) => {
    let generated = 0;
    for (let i = 0; i < count; i++) generated += Number(await frame(changes));
    return generated;
  };
  /** What the plate last learned with: the fill, and how far guesses moved towards it. */
  const learnt = (): [Fill | undefined, number] => {
    const [, fill, rate] = passes.plate.observe.mock.lastCall!;
    return [fill as Fill | undefined, (rate as number | undefined) ?? 0];
  };
  const see = (pixels: number) => (unseenPixels = pixels);
  return { passes, ...texture, texturing, guesses, frame, frames, learnt, see };
}

/** The state after the first guess, while its texture is being made. */
export async function begun() {
  const opened = open();
  await opened.frame({}, { unknown: WHOLE });
  await opened.frame();
  expect(opened.asked).toHaveLength(1);
  return opened;
}

/** The state with a guess whose texture has faded in. */
export async function withTexture() {
  const opened = await begun();
  opened.asked[0]!.answer();
  await opened.frames(12);
  return opened;
}
