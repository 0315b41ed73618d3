// Whether a frame shows anything at all: a closed lid or shutter, a muted camera and a driver's screen of
// one colour do not. Judged on the frame alone; what is darker than the room is known is darkness.ts.
import type { SmallPicture } from '../../frame/small-picture.ts';

/** px of a cell's side: the mean over a cell is free of the sensor's noise. */
const CELL = 8;
/** The share of the cells, at either end, that do not count: a lamp of the camera, the time of day in a corner. */
const ODD = 0.05;
/** A picture whose cells are all darker than this is dark, grey levels of 255. */
const DARK = 48;
/** Dark cells that are no further apart than this show nothing: a sensor glows unevenly. Grey levels */
const DARK_SPREAD = 12;
/** Bright cells must be this much alike: a white wall, which has its shades, is a room. Grey levels */
const BRIGHT_SPREAD = 2;

/** Whether all of the picture is nearly black, noise or not, or of one colour. */
export function isBlank({ data, width, height }: SmallPicture): boolean {
  const across = Math.max(1, Math.floor(width / CELL));
  const down = Math.max(1, Math.floor(height / CELL));
  const cells = across * down;
  const means = [0, 1, 2].map(() => new Float32Array(cells));
  for (let cell = 0; cell < cells; cell++) {
    const [column, line] = [cell % across, Math.floor(cell / across)];
    const left = Math.floor((column * width) / across);
    const right = Math.floor(((column + 1) * width) / across);
    const top = Math.floor((line * height) / down);
    const bottom = Math.floor(((line + 1) * height) / down);
    let [r, g, b] = [0, 0, 0];
    for (let y = top; y < bottom; y++) {
      for (let at = 4 * (y * width + left); at < 4 * (y * width + right); at += 4) {
        r += data[at]!;
        g += data[at + 1]!;
        b += data[at + 2]!;
      }
    }
    const count = (right - left) * (bottom - top);
    means[0]![cell] = r / count;
    means[1]![cell] = g / count;
    means[2]![cell] = b / count;
  }
  const odd = Math.floor(ODD * cells);
  let [spread, brightest] = [0, 0];
  for (const channel of means) {
    channel.sort();
    const most = channel[cells - 1 - odd]!;
    spread = Math.max(spread, most - channel[odd]!);
    brightest = Math.max(brightest, most);
  }
  return spread <= (brightest < DARK ? DARK_SPREAD : BRIGHT_SPREAD);
}
