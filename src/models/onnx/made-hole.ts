// A synthetic picture with a known hole, for trying out a network that the user brings: a soft colour gradient with
// stripes across it.

export interface MadeHole {
  width: number;
  height: number;
  /** [height, width, 3], 0..1: the complete picture. */
  whole: Float32Array;
  /** [height, width, 4], 0..1: the network's input, with the hole filled smoothly, and the mask. */
  input: Float32Array;
}

/** Of the stripes, in either direction, 0..1. */
const CONTRAST = 0.12;

/** @param width, height px. All values are multiples of 1/255, so that golden files can store them. */
export function makeHole(width: number, height: number): MadeHole {
  const whole = new Float32Array(3 * width * height);
  const input = new Float32Array(4 * width * height);
  const round = (value: number) => Math.round(255 * Math.min(1, Math.max(0, value))) / 255;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const [across, down] = [(x + 0.5) / width, (y + 0.5) / height];
      const isHole = Math.abs(across - 0.45) < 0.17 && Math.abs(down - 0.55) < 0.22;
      const stripe = Math.sin(18 * (across + 0.6 * down)) > 0 ? CONTRAST : -CONTRAST;
      const slope = [0.3 + 0.45 * across, 0.7 - 0.35 * down, 0.35 + 0.3 * across * down];
      slope.forEach((value, plane) => {
        whole[3 * pixel + plane] = round(value + stripe);
        input[4 * pixel + plane] = round(isHole ? value : value + stripe);
      });
      input[4 * pixel + 3] = Number(isHole);
    }
  }
  return { width, height, whole, input };
}

/** How far a fill is from plausible. */
export interface Distance {
  /** Mean difference from the picture outside the hole, 0..1. */
  outside: number;
  /** The same inside the hole. The picture there is unknown, but stripes and colours should continue. */
  inside: number;
}

/** @param fill [height, width, 3], 0..1. NaN counts as the largest distance. */
export function distanceOf({ whole, input }: MadeHole, fill: Float32Array): Distance {
  const sums = { outside: 0, inside: 0 };
  const counts = { outside: 0, inside: 0 };
  for (let i = 0; i < whole.length; i++) {
    const where = input[4 * Math.floor(i / 3) + 3]! > 0.5 ? 'inside' : 'outside';
    const difference = Math.abs(fill[i]! - whole[i]!);
    sums[where] += Number.isNaN(difference) ? 1 : difference;
    counts[where]++;
  }
  return { outside: sums.outside / counts.outside, inside: sums.inside / counts.inside };
}
