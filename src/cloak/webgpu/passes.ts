// The image passes on WebGPU. No frame needs a read-back: the frame, the generator's input and its output stay on the
// device, which tfjs shares.
import type { Network } from '../../models/network.ts';
import { shapeOfAnswer, type Fill, type FillPlace } from '../fill.ts';
import { WHOLE } from '../../frame/geometry.ts';
import { COVER, type Passes, type RoomPicture } from '../passes.ts';
import { SAME_LIGHT, type Light } from '../room/light.ts';
import type { Way } from '../../models/way.ts';
import { createComposeStage } from './compose.ts';
import { createFills } from './fill.ts';
import { createFrameStage } from './frame.ts';
import { createHoleStage } from './hole.ts';
import { createInputStage } from './input.ts';
import { createPlateStage } from './plate.ts';

/** Bytes: row alignment when a texture is copied into a buffer. */
const ROW_STEP = 256;

/** @throws Error when the canvas gives no WebGPU context */
export function createWebGpuPasses(
  canvas: OffscreenCanvas,
  device: GPUDevice,
  firstGenerator: Network,
  firstWay: Way,
): Passes {
  const context = canvas.getContext('webgpu');
  if (!context) throw new Error('The picture could not be opened for WebGPU.');
  const format = navigator.gpu.getPreferredCanvasFormat();
  context.configure({ device, format, alphaMode: 'opaque' });

  let isLost = false;
  const lost = device.lost.then(({ message }) => {
    isLost = true;
    return message;
  });
  const holeStage = createHoleStage(device);
  let generator = firstGenerator;
  let way = firstWay;
  let inputStage = createInputStage(device, generator.card);
  const fills = createFills(device);
  const composeStage = createComposeStage(device, fills, format);
  const plateStage = createPlateStage(device, fills, format);
  const frameStage = createFrameStage(device);

  let frame: GPUTexture | undefined;
  let hole: GPUTexture | undefined;
  let light: Light = SAME_LIGHT;

  function needed<T>(value: T | undefined): T {
    if (!value) throw new Error('A pass is needed here that was not run.');
    return value;
  }

  function submit(record: (encoder: GPUCommandEncoder) => void): void {
    const encoder = device.createCommandEncoder();
    record(encoder);
    device.queue.submit([encoder.finish()]);
  }

  async function readRoom(fill: Fill, place: FillPlace, usesPlate: boolean): Promise<RoomPicture> {
    const room = plateStage.room(needed(frame), needed(hole), fill, usesPlate);
    try {
      return { ...place, width: room.width, height: room.height, data: await readPixels(room) };
    } finally {
      room.destroy();
    }
  }

  /** @param texture RGBA, one byte per channel @returns [height, width, 4] */
  async function readPixels(texture: GPUTexture): Promise<Uint8ClampedArray<ArrayBuffer>> {
    const { width, height } = texture;
    const bytesPerRow = ROW_STEP * Math.ceil((4 * width) / ROW_STEP);
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    const copy = device.createBuffer({ size: bytesPerRow * height, usage });
    try {
      submit((encoder) =>
        encoder.copyTextureToBuffer({ texture }, { buffer: copy, bytesPerRow }, [width, height]),
      );
      await copy.mapAsync(GPUMapMode.READ);
      const rows = new Uint8ClampedArray(copy.getMappedRange());
      const pixels = new Uint8ClampedArray(4 * width * height);
      for (let y = 0; y < height; y++) {
        pixels.set(rows.subarray(y * bytesPerRow, y * bytesPerRow + 4 * width), 4 * y * width);
      }
      return pixels;
    } finally {
      copy.destroy();
    }
  }

  return {
    begin(next) {
      const { displayWidth: width, displayHeight: height } = next;
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      submit((encoder) => {
        frame = frameStage.run(encoder, next);
      });
    },
    hole(mask, margin, hide) {
      const { width: frameWidth, height: frameHeight } = canvas;
      submit((encoder) => {
        const request = { mask, margin, hide, frameWidth, frameHeight };
        hole = holeStage.run(encoder, needed(frame), request);
      });
    },
    cut(crop) {
      const given = way.findsPerson ? undefined : hole;
      submit((encoder) =>
        inputStage.run(encoder, needed(frame), canvas.width, canvas.height, given, crop),
      );
      return { crop, light: SAME_LIGHT };
    },
    async generate(place, refines, quickly = false) {
      const asked = (quickly && generator.standIn) || generator; // the generator may be replaced before the answer comes
      const answer = await asked.runOnGpu(inputStage.input, refines);
      return fills.fromAnswer(answer, shapeOfAnswer(asked.card), place);
    },
    get isSlow() {
      return generator.standIn !== undefined;
    },
    readRoom: (fill) => readRoom(fill, { crop: WHOLE, light: SAME_LIGHT }, false),
    fillFrom: (picture) => fills.fromPicture(picture),
    compose(look, fill, coversHole = false) {
      const target = context.getCurrentTexture().createView();
      const composition = { frame: needed(frame), hole, fill, way, look, coversHole };
      submit((encoder) => composeStage.run(encoder, target, composition));
    },
    cover({ width, height } = canvas) {
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      const view = context.getCurrentTexture().createView();
      const clearValue = [COVER, COVER, COVER, 1];
      const colorAttachments = [{ view, clearValue, loadOp: 'clear', storeOp: 'store' } as const];
      submit((encoder) => encoder.beginRenderPass({ label: 'cover', colorAttachments }).end());
    },
    setGenerator(next, nextWay) {
      [generator, way] = [next, nextWay];
      inputStage.dispose();
      inputStage = createInputStage(device, generator.card);
    },
    plate: {
      forget: () => plateStage.forget(),
      forgetIn: (parts) => plateStage.forgetIn(parts),
      setLight(next) {
        light = next.light;
        plateStage.resize(canvas.width, canvas.height);
        plateStage.setLight(next);
      },
      carry: (carry) => plateStage.carry(carry),
      observe(observation, fill, rate = 0) {
        plateStage.observe(needed(frame), needed(hole), observation, fill, rate);
      },
      cut(crop) {
        const room = plateStage.known(needed(frame), needed(hole));
        const unknown = plateStage.unknown(needed(hole));
        submit((encoder) =>
          inputStage.run(encoder, room, canvas.width, canvas.height, unknown, crop),
        );
        return { crop, light };
      },
      readRoom: (fill) => readRoom(fill, { crop: WHOLE, light }, true),
      reveal(look) {
        const target = context.getCurrentTexture().createView();
        plateStage.reveal(target, needed(frame), needed(hole), look);
      },
      async read() {
        const whole = plateStage.whole(needed(frame), needed(hole));
        const { width, height } = whole;
        return { width, height, data: await readPixels(whole) };
      },
      write(copy) {
        plateStage.resize(copy.width, copy.height);
        plateStage.write(copy);
      },
      bytes: () => plateStage.bytes(),
    },
    lost,
    async finished() {
      await device.queue.onSubmittedWorkDone();
      if (isLost) throw new Error('The graphics device was lost.');
    },
    async readInput() {
      const { size } = inputStage.input;
      const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
      const copy = device.createBuffer({ size, usage });
      submit((encoder) => encoder.copyBufferToBuffer(inputStage.input, 0, copy, 0, size));
      await copy.mapAsync(GPUMapMode.READ);
      const values = new Float32Array(copy.getMappedRange().slice(0));
      copy.destroy();
      return values;
    },
    get fillCount() {
      return fills.count;
    },
    dispose() {
      fills.dispose();
      plateStage.dispose();
      frameStage.dispose();
      holeStage.dispose();
      inputStage.dispose();
      composeStage.dispose();
      context.unconfigure();
    },
  };
}
