// The clean plate on WebGPU: two half-float textures at frame size, and the operations on them.
import type { Fill } from '../fill.ts';
import { HOLE_SUPPORT, holeSize, pixelsOf, WHOLE, type Rect } from '../../frame/geometry.ts';
import { pictureCode, type Look } from '../passes.ts';
import * as codes from '../picture-codes.ts';
import {
  patienceOf,
  type Carry,
  type FieldGrid,
  type FrameLight,
  type Observation,
  type PlateCopy,
} from '../plate.ts';
import * as rules from '../plate-rules.ts';
import { SAME_LIGHT, type Light } from '../room/light.ts';
import { inverseTurn, isStill, STILL } from '../../frame/motion.ts';
import coverSource from './cover.wgsl?raw';
import type { Fills } from './fill.ts';
import fillSource from './fill.wgsl?raw';
import { toHalf } from '../../half.ts';
import source from './plate.wgsl?raw';
import { uniformStruct, wgslConstants } from './uniforms.ts';

const WORKGROUP = 8; // px on each axis, as in plate.wgsl
const SETTINGS = uniformStruct(source, 'Settings');
const PLATE_FORMAT = 'rgba16float';
const PLATE_PIXEL = 8; // bytes
const KNOWN_FORMAT = 'rgba8unorm';
const KNOWN_PIXEL = 4; // bytes

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
    look: Look | 'hole' | 'known',
  ): void;
  /** Colour and confidence of the whole plate, one byte each; valid until the next run. */
  whole(frame: GPUTexture, hole: GPUTexture): GPUTexture;
  write(copy: PlateCopy): void;
  /** GPU memory of the textures, bytes. */
  bytes(): number;
  dispose(): void;
}

/** The parameters of a pass; an absent one changes nothing. */
interface PassSettings {
  light?: Light;
  fill?: Fill;
  rate?: number;
  carry?: Carry;
  observation?: Observation;
  view?: number;
  split?: number;
  seenFrom?: number;
}

/** Higher than any confidence. */
const NEVER = 2;

export function createPlateStage(
  device: GPUDevice,
  fills: Fills,
  format: GPUTextureFormat,
): PlateStage {
  const { COMPUTE, FRAGMENT } = GPUShaderStage;
  const layoutOf = (visibility: number, bindings: readonly number[]) =>
    device.createBindGroupLayout({
      entries: bindings.map((binding): GPUBindGroupLayoutEntry => {
        if (binding === 0) return { binding, visibility, buffer: {} };
        if (binding === 6) return { binding, visibility, sampler: {} };
        if (binding < 6) return { binding, visibility, texture: {} };
        const results = binding === 9 ? KNOWN_FORMAT : PLATE_FORMAT;
        return { binding, visibility, storageTexture: { format: results } };
      }),
    });
  const layouts = {
    learn: layoutOf(COMPUTE, [0, 1, 2, 3, 4, 5, 6, 7, 8]),
    unknown: layoutOf(COMPUTE, [0, 2, 3, 6, 9]),
    reveal: layoutOf(FRAGMENT, [0, 1, 2, 3, 5, 6]),
  };
  const code = wgslConstants({ ...codes, ...rules }) + fillSource + coverSource + source;
  const module = device.createShaderModule({ code, label: 'plate' });
  const computer = (entryPoint: string, own: GPUBindGroupLayout) =>
    device.createComputePipeline({
      layout: device.createPipelineLayout({ bindGroupLayouts: [own, fills.layout] }),
      compute: { module, entryPoint },
    });
  const observer = computer('observe', layouts.learn);
  const carrier = computer('carry', layouts.learn);
  const unknowns = computer('unknown', layouts.unknown);
  const revealer = (target: GPUTextureFormat) =>
    device.createRenderPipeline({
      layout: device.createPipelineLayout({ bindGroupLayouts: [layouts.reveal] }),
      vertex: { module, entryPoint: 'cover' },
      fragment: { module, entryPoint: 'reveal', targets: [{ format: target }] },
    });
  const toCanvas = revealer(format);
  const toKnown = revealer(KNOWN_FORMAT);
  const toRoom = device.createRenderPipeline({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layouts.reveal, fills.layout] }),
    vertex: { module, entryPoint: 'cover' },
    fragment: { module, entryPoint: 'room', targets: [{ format: KNOWN_FORMAT }] },
  });

  const sampler = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
  const settings = device.createBuffer({
    size: SETTINGS.bytes,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  const noField = createField(1, 1); // new textures are black: nothing is added
  let field = createField(1, 1);
  let lit: Light = SAME_LIGHT;
  let textures: ReturnType<typeof createTextures> | undefined;

  function createField(width: number, height: number): GPUTexture {
    const usage = GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST;
    return device.createTexture({ size: [width, height], format: 'rgba16float', usage });
  }

  function createTextures(width: number, height: number) {
    const { TEXTURE_BINDING, STORAGE_BINDING, RENDER_ATTACHMENT, COPY_DST, COPY_SRC } =
      GPUTextureUsage;
    const half = () =>
      device.createTexture({
        size: [width, height],
        format: PLATE_FORMAT,
        usage: TEXTURE_BINDING | STORAGE_BINDING | RENDER_ATTACHMENT | COPY_DST,
      });
    const small = holeSize(width, height);
    return {
      now: { plate: half(), candidate: half() },
      next: { plate: half(), candidate: half() },
      known: device.createTexture({
        size: [width, height],
        format: KNOWN_FORMAT,
        usage: TEXTURE_BINDING | RENDER_ATTACHMENT | COPY_SRC,
      }),
      unknown: device.createTexture({
        size: [small.width, small.height],
        format: KNOWN_FORMAT,
        usage: TEXTURE_BINDING | STORAGE_BINDING,
      }),
    };
  }

  function opened() {
    if (!textures) throw new Error('The plate has no size yet.');
    return textures;
  }

  function all(): GPUTexture[] {
    if (!textures) return [];
    const { now, next, known, unknown } = textures;
    return [now.plate, now.candidate, next.plate, next.candidate, known, unknown];
  }

  function write(pass: PassSettings): void {
    const { light = SAME_LIGHT, fill, rate = 0, carry, observation, split = 0 } = pass;
    const { seenFrom = rules.SEEN_FROM, view = codes.VIEW_CLOAKED } = pass;
    const crop = fill?.crop ?? WHOLE;
    const motion = carry?.motion ?? STILL;
    const { seconds = 0, tolerance = 0, isLearning = false } = observation ?? {};
    const own = lightUniforms(light);
    const fillLight = lightUniforms(fill?.light ?? SAME_LIGHT);
    const packed = SETTINGS.pack({
      gain: own.gain,
      offset: own.offset,
      fill_gain: fillLight.gain,
      fill_offset: fillLight.offset,
      crop: [crop.x, crop.y, crop.width, crop.height],
      shift: [motion.x, motion.y],
      turn: inverseTurn(motion),
      switch_after: patienceOf(isLearning),
      seconds,
      tolerance: tolerance / 255,
      guess_rate: rate,
      seen_from: seenFrom,
      has_fill: fill !== undefined,
      is_moved: !isStill(motion),
      view,
      split,
      support: HOLE_SUPPORT,
    });
    device.queue.writeBuffer(settings, 0, packed);
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
        { binding: 0, resource: { buffer: settings } },
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
    compute(pipeline, group(layouts.learn, bound), now.plate, fill);
    [held.now, held.next] = [next, now];
  }

  /** The bindings of the passes that show the room. */
  function shown(frame: GPUTexture, hole: GPUTexture): GPUBindGroup {
    return group(layouts.reveal, { 1: frame, 2: hole, 3: opened().now.plate, 5: field });
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
      if (textures?.known.width === width && textures.known.height === height) return;
      for (const texture of all()) texture.destroy();
      textures = createTextures(width, height);
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
      const { now, known } = opened();
      for (const part of parts) {
        const { left, top, width, height } = pixelsOf(part, known.width, known.height);
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
      write({ light: carry.relight ? lit : SAME_LIGHT, carry });
      // `carry` reads neither frame nor hole, but shares the layout of `observe`.
      learn(carrier, noField, noField, carry.relight ? field : noField);
    },
    observe(frame, hole, observation, fill, rate) {
      write({ light: lit, observation, fill, rate });
      learn(observer, frame, hole, field, fill);
    },
    known(frame, hole) {
      const { known } = opened();
      write({ light: lit });
      show(toKnown, known.createView(), shown(frame, hole));
      return known;
    },
    unknown(hole) {
      const { unknown, now } = opened();
      write({});
      compute(unknowns, group(layouts.unknown, { 2: hole, 3: now.plate, 9: unknown }), unknown);
      return unknown;
    },
    room(frame, hole, fill, usesPlate) {
      const target = device.createTexture({
        size: [frame.width, frame.height],
        format: KNOWN_FORMAT,
        usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
      });
      const seenFrom = usesPlate ? rules.SEEN_FROM : NEVER;
      write({ light: usesPlate ? lit : SAME_LIGHT, fill, seenFrom });
      const bound = usesPlate
        ? shown(frame, hole)
        : group(layouts.reveal, { 1: frame, 2: hole, 3: noField, 5: noField });
      show(toRoom, target.createView(), bound, fill);
      return target;
    },
    reveal(target, frame, hole, look) {
      const split = typeof look === 'string' ? 0 : look.split;
      write({ light: lit, view: pictureCode(look), split });
      show(toCanvas, target, shown(frame, hole));
    },
    whole(frame, hole) {
      const { known } = opened();
      write({ view: pictureCode('all') });
      show(toKnown, known.createView(), shown(frame, hole));
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
    bytes() {
      const { known, unknown } = opened();
      const pixels = known.width * known.height;
      return (
        pixels * (4 * PLATE_PIXEL + KNOWN_PIXEL) + unknown.width * unknown.height * KNOWN_PIXEL
      );
    },
    dispose() {
      for (const texture of [...all(), field, noField]) texture.destroy();
      settings.destroy();
    },
  };
}

/** A light's numbers for a vec4f, offsets of 1 instead of 255. */
function lightUniforms({ gain, offset }: Light) {
  return { gain: [...gain, 1], offset: [...offset.map((value) => value / 255), 0] };
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
