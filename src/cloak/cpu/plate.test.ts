// The plate's rules on the CPU. rooms.webgpu.spec.ts compares the shaders with these.
import { expect, test } from 'vitest';
import { MARGIN } from '../../frame/geometry.ts';
import { STILL } from '../../frame/motion.ts';
import { FIRST_LOOK, SWITCH_AFTER } from '../plate-rules.ts';
import { SAME_LIGHT } from '../room/light.ts';
import { createFills } from './fill.ts';
import { makeHole } from './hole.ts';
import { createKernels } from './kernels.ts';
import { createPlateStage } from './plate.ts';

const [WIDTH, HEIGHT] = [64, 48];
const SECONDS = 0.1; // between two frames
const NOBODY = { data: new Uint8Array(16), width: 4, height: 4 };
/** Somebody in the left half. */
const PERSON = {
  data: Uint8Array.from({ length: 16 }, (_, i) => (i % 4 < 2 ? 255 : 0)),
  width: 4,
  height: 4,
};
const NO_FIELD = { data: new Float32Array(4), width: 1, height: 1 };

function room() {
  const kernels = createKernels();
  const fills = createFills(kernels);
  const plate = createPlateStage(kernels, fills);
  const bytes = 4 * WIDTH * HEIGHT;
  const [frame, shown] = [kernels.at('frame', bytes), kernels.at('shown', bytes)];
  kernels.setFrame(frame, WIDTH, HEIGHT);
  plate.resize(WIDTH, HEIGHT);
  const light = (gain: number) =>
    plate.setLight({ light: { ...SAME_LIGHT, gain: [gain, gain, gain] }, field: NO_FIELD });
  light(1);

  const colourAt = (x: number, y: number) => [...kernels.bytesAt(shown + 4 * (y * WIDTH + x), 4)];
  return {
    plate,
    light,
    /** Shows a frame of one grey. */
    look(grey: number, mask = NOBODY, isLearning = false) {
      kernels.bytesAt(frame, bytes).fill(grey);
      makeHole(kernels, { mask, margin: MARGIN.least, frameWidth: WIDTH, frameHeight: HEIGHT });
      plate.observe({ seconds: SECONDS, tolerance: 8, isLearning }, undefined, 0);
    },
    /** The plate's colour and confidence at a place. */
    known(x = 60, y = 24) {
      plate.reveal(shown, 'all');
      return colourAt(x, y);
    },
    cloaked(x: number, y = 24) {
      plate.reveal(shown, { view: 'cloaked', split: 0, cloak: true });
      return colourAt(x, y)[0];
    },
  };
}

test('the first observation counts fully, and later ones are averaged', () => {
  const { look, known } = room();
  look(100);
  expect(known()).toEqual([100, 100, 100, Math.round(255 * 0.6)]);
  look(104);
  expect(known()[0]).toBe(102);
});

test('a change becomes the room once it has been visible long enough', () => {
  const { look, known } = room();
  for (let i = 0; i < 20; i++) look(100);
  const frames = Math.ceil((SWITCH_AFTER - FIRST_LOOK) / SECONDS);
  for (let i = 0; i < frames; i++) look(200);
  expect(known()[0]).toBe(100);
  look(200);
  look(200);
  expect(known()[0]).toBe(200);
});

test('something that passes by is forgotten', () => {
  const { look, known } = room();
  for (let i = 0; i < 20; i++) look(100);
  for (let i = 0; i < 30; i++) look(i % 6 < 4 ? 200 : 100);
  expect(known()[0]).toBe(100);
});

test('while the room is learned on demand, whatever is visible is learned quickly', () => {
  const { look, known } = room();
  for (let i = 0; i < 20; i++) look(100);
  for (let i = 0; i < 4; i++) look(200, NOBODY, true);
  expect(known()[0]).toBe(200);
});

test('a person is not learned, and the room is shown in their place', () => {
  const { look, known, cloaked } = room();
  look(100);
  for (let i = 0; i < 30; i++) look(200, PERSON);
  expect(known(5)[0]).toBe(100);
  expect(known(60)[0]).toBe(200);
  expect([cloaked(5), cloaked(60)]).toEqual([100, 200]);
});

test('a different light does not change the plate, and the room is shown in the frame’s light', () => {
  const { look, known, light, cloaked } = room();
  look(100);
  light(1.5);
  for (let i = 0; i < 20; i++) look(150, PERSON);
  expect([known(60)[0], known(5)[0]]).toEqual([100, 100]);
  expect(cloaked(5)).toBe(150);
});

test('the plate moves with the camera', () => {
  const { look, known, plate } = room();
  look(100);
  plate.forgetIn([{ x: 0, y: 0, width: 0.5, height: 1 }]);
  expect([known(10)[3], known(50)[3]]).toEqual([0, Math.round(255 * 0.6)]);
  plate.carry({ motion: { ...STILL, x: -20 }, relight: false });
  expect([known(5)[3], known(20)[0]]).toEqual([0, 100]);
  expect(known(60)[3]).toBeLessThan(0.2 * 255); // what came into view is guessed
});

test('writing back a copy of the plate restores it', () => {
  const { look, known, plate } = room();
  look(77);
  const before = known();
  const data = new Uint8ClampedArray(4 * WIDTH * HEIGHT);
  for (let i = 0; i < data.length; i++) data[i] = before[i % 4]!;
  plate.forget();
  expect(known()).toEqual([0, 0, 0, 0]);
  plate.write({ width: WIDTH, height: HEIGHT, data });
  expect(known()).toEqual(before);
});
