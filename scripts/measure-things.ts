// Measures what following a thing costs per frame (CPU time) and how much of it the mask misses: a blue box that moves
// back and forth next to a walking person. `npx tsx scripts/measure-things.ts`; needs ffmpeg.
import { spawnSync } from 'node:child_process';
import type { SmallPicture } from '../src/frame/small-picture.ts';
import { createThings } from '../src/cloak/things/things.ts';
import { makeFilm } from '../tests/lib/made-film.ts';
import { ensureFfmpeg } from './lib/ffmpeg.ts';

const RATE = 15; // frames a second
const FRAMES = 170;
const BOX = 'color=c=0x2038d0:s=64x72:r=15,noise=alls=12:allf=t[box]';
const WAY = "x='40+60*(1-cos(2*PI*t/12))':y='150+10*sin(2*PI*t/6)'";
const AT = [0.13, 0.52] as const; // in frame 5
const RUNS = 3; // the first ones are not compiled yet

ensureFfmpeg();
const film = makeFilm({
  name: 'things.mp4',
  seconds: 12,
  rate: RATE,
  filters: `${BOX};[in][box]overlay=${WAY}:shortest=1`,
});
const small = read(160, 90);
const large = read(256, 144);
const people = { data: new Uint8Array(384 * 384), width: 384, height: 384 };

function read(width: number, height: number): SmallPicture[] {
  const scale = ['-vf', `scale=${width}:${height}:flags=area`, '-frames:v', String(FRAMES)];
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-'];
  const options = { maxBuffer: 1e9 };
  const { stdout } = spawnSync('ffmpeg', ['-v', 'error', '-i', film, ...scale, ...raw], options);
  const size = 4 * width * height;
  return Array.from({ length: stdout.length / size }, (_, i) => {
    const data = new Uint8ClampedArray(stdout.subarray(i * size, (i + 1) * size));
    return { data, width, height };
  });
}

function isBlue({ data }: SmallPicture, pixel: number): boolean {
  const [r, g, b] = [data[4 * pixel]!, data[4 * pixel + 1]!, data[4 * pixel + 2]!];
  return b > r + 60 && b > g + 50;
}

/** The picture with the box painted over in the wall's colour. */
function without(picture: SmallPicture): SmallPicture {
  const data = picture.data.slice();
  for (let pixel = 0; pixel < data.length / 4; pixel++) {
    if (isBlue(picture, pixel)) data.set([150, 150, 160], 4 * pixel);
  }
  return { ...picture, data };
}

/** CPU milliseconds since the process started. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function print(what: string, milliseconds: number[]): void {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const median = sorted[sorted.length >> 1]!;
  console.log(`${what}: median ${median.toFixed(2)} ms, mean ${mean.toFixed(2)} ms`);
}

for (let run = 1; run <= RUNS; run++) {
  const things = createThings(() => {});
  let blue = 0;
  let left = 0;
  const step = (picture: SmallPicture, closer: SmallPicture) => {
    const began = spent();
    const found = things.run({
      small: picture,
      look: () => closer,
      people,
      seconds: 1 / RATE,
      teaches: true,
    });
    const milliseconds = spent() - began;
    for (let pixel = 0; pixel < picture.data.length / 4; pixel++) {
      if (!isBlue(picture, pixel)) continue;
      blue++;
      const row = Math.floor((Math.floor(pixel / 160) + 0.5) * (384 / 90)) * 384;
      if (!found?.mask.data[row + Math.floor(((pixel % 160) + 0.5) * (384 / 160))]) left++;
    }
    return milliseconds;
  };
  things.request({ kind: 'toggle', at: AT });
  const taking = [step(small[5]!, large[5]!)];
  const resting = Array.from({ length: 60 }, () => step(small[5]!, large[5]!));
  const moving = small.slice(6).map((picture, i) => step(picture, large[6 + i]!));
  const gone = without(small[5]!);
  const lost = Array.from({ length: 60 }, () => step(gone, gone));
  if (run < RUNS) continue;
  print('Taking it', taking);
  print('At rest', resting);
  print('Moving', moving);
  print('Out of sight', lost);
  console.log(`Of the box, before the hole grows: ${((100 * left) / blue).toFixed(1)} % left out`);
}
