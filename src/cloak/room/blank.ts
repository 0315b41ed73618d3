// Whether a frame shows anything at all: a closed lid or shutter, a muted camera and a driver's single-colour screen
// do not. Judged from the frame alone; darkness.ts compares a frame with the known room.
import type { SmallPicture } from '../../frame/small-picture.ts';

/** A cell's side, px: the mean over a cell is free of sensor noise. */
const CELL = 8;
/** The share of the cells ignored at either end: the camera's LED, a clock in a corner. */
const ODD = 0.05;
/** A picture is dark if all its cells are darker than this, grey levels of 255. */
const DARK = 48;
/**
 * A dark picture whose cells differ by no more than this shows nothing: a sensor glows unevenly. Grey levels
 */
const DARK_SPREAD = 12;
/**
 * A bright picture shows nothing only if its cells differ by no more than this; a white wall has shades. Grey levels
 */
const BRIGHT_SPREAD = 2;

/** Whether the whole picture is nearly black, noisy or not, or of one colour. */
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
    let r = 0;
    let g = 0;
    let b = 0;
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
  let spread = 0;
  let brightest = 0;
  for (const channel of means) {
    channel.sort();
    const most = channel[cells - 1 - odd]!;
    spread = Math.max(spread, most - channel[odd]!);
    brightest = Math.max(brightest, most);
  }
  return spread <= (brightest < DARK ? DARK_SPREAD : BRIGHT_SPREAD);
}
