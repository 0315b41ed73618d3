// The uniform buffer of the plate's passes on WebGPU.
import type { Fill } from '../fill.ts';
import { HOLE_SUPPORT, WHOLE } from '../../frame/geometry.ts';
import { inverseTurn, isStill, STILL } from '../../frame/motion.ts';
import * as codes from '../picture-codes.ts';
import { patienceOf, type Carry, type Observation } from '../plate.ts';
import * as rules from '../plate-rules.ts';
import { SAME_LIGHT, type Light } from '../room/light.ts';
import source from './plate.wgsl?raw';
import { uniformStruct } from './uniforms.ts';

const SETTINGS = uniformStruct(source, 'Settings');

/** The parameters of a pass. Those that are left out change nothing. */
export interface PassSettings {
  light?: Light;
  fill?: Fill;
  rate?: number;
  carry?: Carry;
  observation?: Observation;
  view?: number;
  split?: number;
  seenFrom?: number;
}

export interface PlateSettings {
  readonly buffer: GPUBuffer;
  /** Sets the parameters of the passes that are submitted next. */
  write(pass: PassSettings): void;
  destroy(): void;
}

export function createPlateSettings(device: GPUDevice): PlateSettings {
  const buffer = device.createBuffer({
    size: SETTINGS.bytes,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  return {
    buffer,
    write(pass) {
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
      device.queue.writeBuffer(buffer, 0, packed);
    },
    destroy: () => buffer.destroy(),
  };
}

/** A light's numbers for a vec4f, offsets of 1 instead of 255. */
function lightUniforms({ gain, offset }: Light) {
  return { gain: [...gain, 1], offset: [...offset.map((value) => value / 255), 0] };
}
