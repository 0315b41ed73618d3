// The light in which a frame shows the room, relative to the plate's light: even light, plus a coarse field for what
// is uneven. Tracked from frame to frame.
import type { SmallPicture } from '../../frame/small-picture.ts';
import type { FrameLight } from '../plate.ts';
import type { Comparison } from './comparison.ts';
import { createLightField } from './light-field.ts';
import { fitLight, SAME_LIGHT, type Light } from './light.ts';

/** The plate is relit when the frame's light differs from its own by more than this, grey levels. */
const RELIGHT_AT = 10;
/** If less than this share of the room matches the fit, the light changed suddenly. */
const SUDDEN_BELOW = 0.5;

export interface RoomLight {
  /** The last frame's light; undefined where unknown. */
  readonly even: Light | undefined;
  readonly now: FrameLight;
  /** Differences between frame and matched plate up to this are noise, grey levels. */
  readonly tolerance: number;
  /** `[height, width, 3]`, 0..255: the plate in the frame's light; valid after `match`. */
  readonly matched: Float32Array;
  /** `[height, width, 3]`: frame - matched plate, grey levels; valid after `match`. */
  readonly residual: Float32Array;
  /** Tracks only the even light of a frame that teaches nothing else. @param colour of the plate */
  followEven(colour: Float32Array, picture: SmallPicture, weights: Float32Array): void;
  /**
   * Tracks the light.
   * @param colour of the plate
   * @param weighForLight reweights the pixels by how much they reveal of the light; called once the even light is
   * known
   * @param seconds since the last frame
   * @returns `isSudden`: the light changed at once; `isFar`: the plate should be relit
   */
  follow(
    colour: Float32Array,
    picture: SmallPicture,
    { weights }: Pick<Comparison, 'weights'>,
    weighForLight: () => void,
    seconds: number,
  ): { isSudden: boolean; isFar: boolean };
  /** Declares the plate to be in the frame's light. */
  reset(): void;
  /**
   * Puts the plate into the frame's light, and compares it with the frame if one is given. @param colour of the plate
   */
  match(colour: Float32Array, picture?: SmallPicture): void;
  /** Forgets the light: another room follows. */
  forget(): void;
}

/** @param width px of the small picture @param height px of the small picture */
export function createRoomLight(width: number, height: number): RoomLight {
  const pixels = width * height;
  const field = createLightField(width, height);
  const matched = new Float32Array(3 * pixels);
  const residual = new Float32Array(3 * pixels);
  let light: Light | undefined;
  let tolerance = 12;

  /** Follows small changes of the light slowly, to avoid flicker, and large ones at once. */
  function towardsLight(fitted: Light): Light {
    if (!light) return fitted;
    const last = light;
    const far = Math.max(
      ...fitted.gain.map((gain, c) =>
        Math.abs(128 * (gain - last.gain[c]!) + fitted.offset[c]! - last.offset[c]!),
      ),
    );
    const share = Math.min(1, Math.max(0.15, far / 4));
    const towards = (a: number, b: number) => a + share * (b - a);
    return {
      gain: mapThree((c) => towards(last.gain[c], fitted.gain[c])),
      offset: mapThree((c) => towards(last.offset[c], fitted.offset[c])),
    };
  }

  function matchPlate(colour: Float32Array, to: Light, withField: boolean): void {
    if (withField)
      field.sample(matched); // the field, as a share to add
    else matched.fill(0);
    for (let c = 0; c < 3; c++) {
      const gain = to.gain[c]!;
      const offset = to.offset[c]!;
      for (let at = c; at < matched.length; at += 3) {
        matched[at] = (1 + matched[at]!) * (gain * colour[at]! + offset);
      }
    }
  }

  function compare({ data }: SmallPicture): void {
    for (let c = 0; c < 3; c++) {
      for (let at = c, from = c; at < matched.length; at += 3, from += 4) {
        residual[at] = data[from]! - matched[at]!;
      }
    }
  }

  /** The difference between the light and the plate's, grey levels. */
  function distance({ gain, offset }: Light): number {
    return Math.max(
      128 * field.largest(),
      ...gain.map((value, c) => Math.abs(128 * (value - 1) + offset[c]!)),
    );
  }

  return {
    matched,
    residual,
    get even() {
      return light;
    },
    get now() {
      return { light: light ?? SAME_LIGHT, field: field.grid };
    },
    get tolerance() {
      return tolerance;
    },
    followEven(colour, { data }, weights) {
      const fit = fitLight(colour, data, weights, light);
      if (fit) light = towardsLight(fit.light);
    },
    follow(colour, picture, { weights }, weighForLight, seconds) {
      const even = fitLight(colour, picture.data, weights, light);
      if (!even) return { isSudden: false, isFar: false };
      const isSudden = even.inlierShare < SUDDEN_BELOW;
      const uneven = isSudden && fitLight(colour, picture.data, weights, undefined, true);
      const fit = uneven || even;
      light = towardsLight(fit.light);
      tolerance = Math.min(40, Math.max(12, 5 * fit.spread));
      matchPlate(colour, light, false);
      compare(picture);
      weighForLight();
      field.update(residual, matched, weights, seconds, isSudden);
      return { isSudden, isFar: distance(light) > RELIGHT_AT };
    },
    reset() {
      field.reset();
      light = SAME_LIGHT;
    },
    match(colour, picture) {
      matchPlate(colour, light ?? SAME_LIGHT, true);
      if (picture) compare(picture);
    },
    forget() {
      field.reset();
      light = undefined;
    },
  };
}

function mapThree(value: (c: 0 | 1 | 2) => number): [number, number, number] {
  return [value(0), value(1), value(2)];
}
