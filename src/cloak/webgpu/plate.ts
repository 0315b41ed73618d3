// The clean plate on WebGPU: the operations on its textures (plate-textures.ts) with its programs (plate-pipelines.ts)
// and their parameters (plate-settings.ts). The file is longer than others because all operations share the two
// versions of the plate.
import type { Fill } from '../fill.ts';
import { pixelsOf, type Rect } from '../../frame/geometry.ts';
import { pictureCode, type DisplayOptions } from '../passes.ts';
import type { Carry, FieldGrid, FrameLight, Observation, PlateCopy } from '../plate.ts';
import * as rules from '../plate-rules.ts';
import { SAME_LIGHT, type Light } from '../room/light.ts';
import type { Fills } from './fill.ts';
import { toHalf } from '../../half.ts';
import { createPlatePipelines } from './plate-pipelines.ts';
import { createPlateSettings } from './plate-settings.ts';
import {
  createPlateTextures,
  KNOWN_FORMAT,
  PLATE_PIXEL,
  type PlateTextures,
} from './plate-textures.ts';

const WORKGROUP = 8; // px on each axis, as in plate.wgsl

export interface PlateStage {
  /** Sets the plate's size, that of the frame; another size forgets it. */
  resize(width: number, height: number): void;
  /** Forgets everything; does nothing while the plate has no size. */
  forget(): void;
  /** Forgets these parts. */
  forgetIn(parts: readonly Rect[]): void;
  /** Sets how the frame's light differs from the plate's, for all that follows. */
  setLight(light: FrameLight): void;
  carry(carry: Carry): void;
  /** @param rate share by which earlier guesses move towards the fill */
  observe(
    frame: GPUTexture,
    hole: GPUTexture,
    observation: Observation,
    fill: Fill | undefined,
    rate: number,
  ): void;
  /** The frame with the known room in its hole, at frame size; valid until the next run. */
  known(frame: GPUTexture, hole: GPUTexture): GPUTexture;
  /** Where the room is not known: 1 in red; valid until the next run. */
  unknown(hole: GPUTexture): GPUTexture;
  /**
   * The room for the texture stage (RoomPicture in ../passes.ts) at frame size; the caller destroys it.
   * @param fill shown where the room is not known
   * @param usesPlate whether the plate is used, or the frame alone
   */
  room(frame: GPUTexture, hole: GPUTexture, fill: Fill, usesPlate: boolean): GPUTexture;
  /** Draws over the whole target, in the format of the canvas. */
  reveal(
    target: GPUTextureView,
    frame: GPUTexture,
    hole: GPUTexture,
    look: DisplayOptions | 'hole' | 'known',
  ): void;
  /** Colour and confidence of the whole plate, one byte each; valid until the next run. */
  whole(frame: GPUTexture, hole: GPUTexture): GPUTexture;
  write(copy: PlateCopy): void;
  /** GPU memory of the textures, bytes. */
  bytes(): number;
  dispose(): void;
}

/** Higher than any confidence. */
const NEVER = 2;

export function createPlateStage(
  device: GPUDevice,
  fills: Fills,
  format: GPUTextureFormat,
): PlateStage {
  const pipelines = createPlatePipelines(device, fills, format);
  const sampler = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  const settings = createPlateSettings(device);
  const noField = createField(1, 1); // new textures are black: nothing is added
  let field = createField(1, 1);
  let lit: Light = SAME_LIGHT;
  let textures: PlateTextures | undefined;

  function createField(width: number, height: number): GPUTexture {
    const usage = GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST;
    return device.createTexture({ size: [width, height], format: 'rgba16float', usage });
  }

  function opened(): PlateTextures {
    if (!textures) throw new Error('The plate has no size yet.');
    return textures;
  }

  function submit(record: (encoder: GPUCommandEncoder) => void): void {
    const encoder = device.createCommandEncoder();
    record(encoder);
    device.queue.submit([encoder.finish()]);
  }

  function group(layout: GPUBindGroupLayout, bound: Record<number, GPUTexture>): GPUBindGroup {
    const pictures = Object.entries(bound).map(([binding, texture]) => ({
      binding: Number(binding),
      resource: texture.createView(),
    }));
    return device.createBindGroup({
      layout,
      entries: [
        { binding: 0, resource: { buffer: settings.buffer } },
        { binding: 6, resource: sampler },
        ...pictures,
      ],
    });
  }

  function compute(
    pipeline: GPUComputePipeline,
    bound: GPUBindGroup,
    { width, height }: GPUTexture,
    fill?: Fill,
  ): void {
    submit((encoder) => {
      const pass = encoder.beginComputePass({ label: 'plate' });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bound);
      pass.setBindGroup(1, fills.group(fill));
      pass.dispatchWorkgroups(Math.ceil(width / WORKGROUP), Math.ceil(height / WORKGROUP));
      pass.end();
    });
  }

  /** Runs a pass that rewrites the plate. */
  function learn(
    pipeline: GPUComputePipeline,
    frame: GPUTexture,
    hole: GPUTexture,
    added: GPUTexture,
    fill?: Fill,
  ): void {
    const held = opened();
    const { now, next } = held;
    const bound = {
      1: frame,
      2: hole,
      3: now.plate,
      4: now.candidate,
      5: added,
      7: next.plate,
      8: next.candidate,
    };
    compute(pipeline, group(pipelines.layouts.learn, bound), now.plate, fill);
    held.swap();
  }

  /** The bindings of the passes that show the room. */
  function shown(frame: GPUTexture, hole: GPUTexture): GPUBindGroup {
    return group(pipelines.layouts.reveal, { 1: frame, 2: hole, 3: opened().now.plate, 5: field });
  }

  function show(
    pipeline: GPURenderPipeline,
    target: GPUTextureView,
    bound: GPUBindGroup,
    fill?: Fill,
  ): void {
    submit((encoder) => {
      const pass = encoder.beginRenderPass({
        label: 'reveal',
        colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store' }],
      });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bound);
      if (fill) pass.setBindGroup(1, fills.group(fill));
      pass.draw(3);
      pass.end();
    });
  }

  return {
    resize(width, height) {
      if (textures?.width === width && textures.height === height) return;
      textures?.destroy();
      textures = createPlateTextures(device, width, height);
    },
    forget() {
      if (!textures) return;
      const { now, next } = textures;
      submit((encoder) => {
        for (const texture of [now.plate, now.candidate, next.plate, next.candidate]) {
          const view = texture.createView();
          const colorAttachments = [{ view, loadOp: 'clear', storeOp: 'store' } as const];
          encoder.beginRenderPass({ label: 'forget', colorAttachments }).end();
        }
      });
    },
    forgetIn(parts) {
      const held = opened();
      const { now } = held;
      for (const part of parts) {
        const { left, top, width, height } = pixelsOf(part, held.width, held.height);
        const nothing = new Uint16Array(4 * width * height);
        for (const texture of [now.plate, now.candidate]) {
          const target = { texture, origin: [left, top] };
          const layout = { bytesPerRow: width * PLATE_PIXEL };
          device.queue.writeTexture(target, nothing, layout, [width, height]);
        }
      }
    },
    setLight({ light, field: grid }) {
      lit = light;
      if (field.width !== grid.width || field.height !== grid.height) {
        field.destroy();
        field = createField(grid.width, grid.height);
      }
      writeField(device, field, grid);
    },
    carry(carry) {
      settings.write({ light: carry.relight ? lit : SAME_LIGHT, carry });
      // `carry` reads neither frame nor hole, but shares the layout of `observe`.
      learn(pipelines.carry, noField, noField, carry.relight ? field : noField);
    },
    observe(frame, hole, observation, fill, rate) {
      settings.write({ light: lit, observation, fill, rate });
      learn(pipelines.observe, frame, hole, field, fill);
    },
    known(frame, hole) {
      const { known } = opened();
      settings.write({ light: lit });
      show(pipelines.toKnown, known.createView(), shown(frame, hole));
      return known;
    },
    unknown(hole) {
      const { unknown, now } = opened();
      settings.write({});
      compute(
        pipelines.unknown,
        group(pipelines.layouts.unknown, { 2: hole, 3: now.plate, 9: unknown }),
        unknown,
      );
      return unknown;
    },
    room(frame, hole, fill, usesPlate) {
      const target = device.createTexture({
        size: [frame.width, frame.height],
        format: KNOWN_FORMAT,
        usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
      });
      const seenFrom = usesPlate ? rules.SEEN_FROM : NEVER;
      settings.write({ light: usesPlate ? lit : SAME_LIGHT, fill, seenFrom });
      const bound = usesPlate
        ? shown(frame, hole)
        : group(pipelines.layouts.reveal, { 1: frame, 2: hole, 3: noField, 5: noField });
      show(pipelines.toRoom, target.createView(), bound, fill);
      return target;
    },
    reveal(target, frame, hole, look) {
      const split = typeof look === 'string' ? 0 : look.split;
      settings.write({ light: lit, view: pictureCode(look), split });
      show(pipelines.toCanvas, target, shown(frame, hole));
    },
    whole(frame, hole) {
      const { known } = opened();
      settings.write({ view: pictureCode('all') });
      show(pipelines.toKnown, known.createView(), shown(frame, hole));
      return known;
    },
    write({ width, height, data }) {
      const texture = opened().now.plate;
      const halves = Uint16Array.from(data, (value) => toHalf(value / 255));
      device.queue.writeTexture({ texture }, halves, { bytesPerRow: width * PLATE_PIXEL }, [
        width,
        height,
      ]);
    },
    bytes: () => opened().bytes,
    dispose() {
      textures?.destroy();
      field.destroy();
      noField.destroy();
      settings.destroy();
    },
  };
}

function writeField(
  device: GPUDevice,
  texture: GPUTexture,
  { data, width, height }: FieldGrid,
): void {
  const halves = Uint16Array.from(data, (value) => toHalf(value));
  const bytesPerRow = width * 4 * 2; // four half floats per pixel
  device.queue.writeTexture({ texture }, halves, { bytesPerRow }, [width, height]);
}
