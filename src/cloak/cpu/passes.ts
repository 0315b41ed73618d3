// The image passes on the CPU, for machines without a GPU: WebGL runs in software there, pixel by pixel, and takes
// several times as long. Everything is in one WebAssembly memory.
import type { Network } from '../../models/network.ts';
import type { Way } from '../../models/way.ts';
import { readPixels } from '../../frame/frame-pixels.ts';
import { MATTE, WHOLE } from '../../frame/geometry.ts';
import { shapeOfAnswer, type Fill, type FillPlace } from '../fill.ts';
import { alphaCode, COVER, pictureCode, type Passes, type RoomPicture } from '../passes.ts';
import { SAME_LIGHT, type Light } from '../room/light.ts';
import { createFills } from './fill.ts';
import { makeHole, type HolePicture } from './hole.ts';
import { createInputStage } from './input.ts';
import { createKernels } from './kernels.ts';
import { createPlateStage } from './plate.ts';

/** @throws Error with a sentence if this browser has no WebAssembly with SIMD, or cannot draw */
export function createCpuPasses(canvas: OffscreenCanvas, generator: Network, way: Way): Passes {
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('This browser cannot draw. Nothing is shown.');
  const kernels = createKernels();
  const fills = createFills(kernels);
  const plateStage = createPlateStage(kernels, fills);
  let own = createOwn(generator, way);
  let light: Light = SAME_LIGHT;
  let hole: HolePicture | undefined;
  /** Size of the frame in memory, px. */
  let width = 0;
  let height = 0;
  kernels.setMatte(MATTE.low, MATTE.high, MATTE.fade);

  function createOwn(next: Network, itsWay: Way) {
    return { generator: next, way: itsWay, input: createInputStage(kernels, next.card) };
  }

  const pictureBytes = () => 4 * width * height;
  const frameAt = () => kernels.at('frame', pictureBytes());
  const shownAt = () => kernels.at('shown', pictureBytes());

  /** A new frame size invalidates everything in memory. */
  function resize(nextWidth: number, nextHeight: number): void {
    if (width === nextWidth && height === nextHeight) return;
    [width, height] = [nextWidth, nextHeight];
    kernels.clear();
    fills.forgetUse();
    plateStage.lose();
    hole = undefined;
    kernels.setHolePart(0, 0, 0, 0);
  }

  function holeNow(): HolePicture {
    if (!hole) throw new Error('The hole is needed here, but was not made.');
    return hole;
  }

  function show(): void {
    const shown = kernels.bytesAt(shownAt(), pictureBytes());
    context!.putImageData(new ImageData(shown, width, height), 0, 0);
  }

  function readRoom(fill: Fill, place: FillPlace, usesPlate: boolean): RoomPicture {
    holeNow();
    const target = shownAt();
    plateStage.room(target, fill, usesPlate);
    const data = kernels.bytesAt(target, pictureBytes()).slice();
    return { ...place, width, height, data };
  }

  return {
    async begin(frame) {
      const { displayWidth, displayHeight } = frame;
      const pixels = await readPixels(frame);
      resize(displayWidth, displayHeight);
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      kernels.bytesAt(frameAt(), pictureBytes()).set(pixels);
      kernels.setFrame(frameAt(), width, height);
    },
    hole(mask, margin, hide) {
      hole = makeHole(kernels, { mask, margin, hide, frameWidth: width, frameHeight: height });
    },
    cut(crop) {
      const given = own.way.findsPerson ? undefined : hole;
      own.input.run(frameAt(), width, height, given, crop);
      return { crop, light: SAME_LIGHT };
    },
    async generate(place, refines, quickly = false) {
      const { input, generator } = own;
      const asked = (quickly && generator.standIn) || generator; // the generator may be replaced before the answer comes
      const answer = await asked.run(input.read(), refines);
      return fills.fromAnswer(answer, shapeOfAnswer(asked.card), place);
    },
    get isSlow() {
      return own.generator.standIn !== undefined;
    },
    readRoom: async (fill) => readRoom(fill, { crop: WHOLE, light: SAME_LIGHT }, false),
    fillFrom: (picture) => fills.fromPicture(picture),
    compose(look, fill, coversHole = false) {
      const split = look === 'hole' ? 0 : look.split;
      fills.use(fill);
      const alphaFrom = alphaCode(own.way);
      kernels.compose(shownAt(), alphaFrom, pictureCode(look), split, coversHole, COVER);
      show();
    },
    cover({ width: wide, height: tall } = canvas) {
      if (canvas.width !== wide) canvas.width = wide;
      if (canvas.height !== tall) canvas.height = tall;
      const grey = Math.round(255 * COVER);
      context.fillStyle = `rgb(${grey}, ${grey}, ${grey})`;
      context.fillRect(0, 0, wide, tall);
    },
    setGenerator(next, nextWay) {
      if (next.card === own.generator.card) own = { ...own, generator: next, way: nextWay };
      else own = createOwn(next, nextWay);
    },
    plate: {
      forget: () => plateStage.forget(),
      forgetIn: (parts) => plateStage.forgetIn(parts),
      setLight(next) {
        light = next.light;
        plateStage.resize(width, height);
        plateStage.setLight(next);
      },
      carry: (carry) => plateStage.carry(carry),
      observe(observation, fill, rate = 0) {
        holeNow();
        plateStage.observe(observation, fill, rate);
      },
      cut(crop) {
        holeNow();
        const known = shownAt();
        plateStage.reveal(known, { view: 'cloaked', split: 0, cloak: true });
        own.input.run(known, width, height, plateStage.unknown(), crop);
        return { crop, light };
      },
      readRoom: async (fill) => readRoom(fill, { crop: WHOLE, light }, true),
      reveal(look) {
        holeNow();
        plateStage.reveal(shownAt(), look);
        show();
      },
      async read() {
        plateStage.reveal(shownAt(), 'all');
        return { width, height, data: kernels.bytesAt(shownAt(), pictureBytes()).slice() };
      },
      write(copy) {
        resize(copy.width, copy.height);
        plateStage.resize(copy.width, copy.height);
        plateStage.write(copy);
      },
      bytes: () => plateStage.bytes(),
    },
    lost: new Promise<string>(() => {}), // there is no device
    finished: () => Promise.resolve(),
    readInput: async () => own.input.read(),
    get fillCount() {
      return fills.count;
    },
    dispose() {
      fills.dispose();
      kernels.clear();
    },
  };
}
