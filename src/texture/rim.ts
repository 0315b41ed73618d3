// The fill's tone at its rim. People cast a shadow beside them; a fill that shows the room without it is lighter, and
// the person's outline would show. There the fill starts with the tone beside it and becomes its own further in: a
// membrane (Farbman et al. 2009 interpolate one over the whole hole), here as smoothings from coarse to fine.
import { UNKNOWN, type Picture } from './pictures.ts';
import { createSmoother } from './tone.ts';

/** The rim's two sides are compared over this distance; a share of the longer side, like all sigmas here. */
const RIM_SIGMA = 0.006;
/** Where either side covers less than this share, there is no rim. */
const LEAST_SIDE = 0.15;
/** How far the tone beside the rim reaches into the fill, from coarse to fine. */
const REACHES = [0.03, 0.012];
/** A smoothing counts less where it covers less rim than this share of what a straight rim gives. */
const FULL = 0.6;
/**
 * A fill that is lighter by this share is left alone, as the difference is not visible; at twice this share it is
 * brought to the rim's tone.
 */
const SHADE = 0.06;
/** A shadow darkens all colours by the same share; where the shares differ by this, it is something else. */
const COLOURED = 0.08;
/** Grey levels; steadies the shares of dark colours. */
const DARK = 16;

/**
 * Gives the unknown pixels the tone of a shadow beside them, in place. @param picture tells what is unknown
 */
export function meetShadow(made: Picture, picture: Picture): void {
  const { width, height, data } = picture;
  const side = Math.max(width, height);
  const smoother = (sigma: number) => createSmoother(width, height, Math.max(1, sigma * side));
  const unknown = Float32Array.from({ length: width * height }, (_, pixel) =>
    data[4 * pixel + 3] === UNKNOWN ? 1 : 0,
  );
  const { rim, lighter } = compareSides(made, picture, unknown, smoother(RIM_SIGMA));
  if (lighter.every((plane) => plane.every((value) => value === 0))) return;
  const wanted = lighter.map(() => new Float32Array(unknown.length));
  for (const reach of REACHES) {
    const wide = smoother(reach);
    const all = wide(rim.slice());
    const full = (FULL * RIM_SIGMA) / reach;
    lighter.forEach((plane, c) => {
      const near = wide(plane.slice());
      const mine = wanted[c]!;
      for (let pixel = 0; pixel < mine.length; pixel++) {
        if (!unknown[pixel] || all[pixel]! < 1e-4) continue;
        const says = Math.min(1, all[pixel]! / full);
        mine[pixel]! += says * (near[pixel]! / all[pixel]! - mine[pixel]!);
      }
    });
  }
  for (let pixel = 0; pixel < unknown.length; pixel++) {
    if (!unknown[pixel]) continue;
    for (let c = 0; c < 3; c++) {
      const level = made.data[4 * pixel + c]! - wanted[c]![pixel]!;
      made.data[4 * pixel + c] = Math.min(255, Math.max(0, Math.round(level)));
    }
  }
}

/**
 * @param unknown 1 or 0
 * @returns `rim`: per pixel, how much it belongs to the rim, 0..1. `lighter`: per colour and pixel, the grey levels
 * by which the fill is lighter than what is beside it, weighted by `rim`; 0 where that is not in shadow.
 */
function compareSides(
  made: Picture,
  { data }: Picture,
  unknown: Float32Array,
  near: ReturnType<typeof createSmoother>,
) {
  const share = near(unknown.slice());
  const sides = [0, 1, 2].map((c) => {
    const fill = unknown.map((is, pixel) => is * made.data[4 * pixel + c]!);
    const room = unknown.map((is, pixel) => (1 - is) * data[4 * pixel + c]!);
    return { fill: near(fill), room: near(room) };
  });
  const rim = new Float32Array(unknown.length);
  const lighter = sides.map(() => new Float32Array(unknown.length));
  const apart = [0, 0, 0];
  const shares = [0, 0, 0];
  for (let pixel = 0; pixel < rim.length; pixel++) {
    const inside = share[pixel]!;
    if (inside < LEAST_SIDE || inside > 1 - LEAST_SIDE) continue;
    rim[pixel] = 4 * inside * (1 - inside);
    sides.forEach(({ fill, room }, c) => {
      const beside = room[pixel]! / (1 - inside);
      apart[c] = fill[pixel]! / inside - beside;
      shares[c] = apart[c] / (beside + DARK);
    });
    const mean = (shares[0]! + shares[1]! + shares[2]!) / 3;
    const counts = Math.min(1, Math.max(0, mean / SHADE - 1));
    if (counts === 0) continue;
    const spread = (Math.max(...shares) - Math.min(...shares)) / COLOURED;
    const weight = rim[pixel]! * counts * Math.exp(-(spread ** 2));
    for (let c = 0; c < 3; c++) lighter[c]![pixel] = weight * apart[c]!;
  }
  return { rim, lighter };
}
