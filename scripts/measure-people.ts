// Measures how well people are followed, on synthetic scenes with exact truth: whether two who meet keep their
// identities, whether one who is kept ever exposes the other, and what it costs. `npx tsx scripts/measure-people.ts
// [SCENES]`, default 200.
import { ROOM } from '../src/frame/test-room.ts';
import { createWatch } from '../src/cloak/room/watch.ts';
import { createFollowing } from '../src/segmentation/following.ts';
import type { PersonMask } from '../src/frame/person-mask.ts';
import { keepIdentity, keepOne } from '../src/segmentation/test-meetings.ts';
import { madeMeeting, type MadeFrame } from '../src/segmentation/test-people.ts';

const FIRST = 1001; // not a seed of the tests
const SCENES = Number(process.argv[2] ?? 200);
const MASK = 256; // px
const TIMED_SCENES = 20;

const seeds = Array.from({ length: SCENES }, (_, i) => FIRST + i);
const same = seeds.filter(keepIdentity).length;
console.log(`The same person before and after: ${same} of ${SCENES} scenes`);
const ones = seeds.map(keepOne);
const others = ones.filter(({ isOtherKept }) => isOtherKept).length;
const shown = ones.filter(({ isKept }) => isKept).length;
console.log(`Who is hidden showed in ${others}, who is kept showed at the end in ${shown}`);

/** Resized to a segmenter's mask. */
function resized({ data, width, height }: PersonMask): PersonMask {
  const large = new Uint8Array(MASK * MASK);
  for (let y = 0; y < MASK; y++) {
    const row = Math.floor((y * height) / MASK) * width;
    for (let x = 0; x < MASK; x++)
      large[y * MASK + x] = data[row + Math.floor((x * width) / MASK)]!;
  }
  return { data: large, width: MASK, height: MASK };
}

type Step = (frame: MadeFrame) => void;

function following(isAnyKept: boolean): Step {
  const stage = createFollowing();
  return ({ mask, picture, seconds }) => {
    stage.run(mask, picture, seconds);
    const [first] = isAnyKept ? stage.people : [];
    if (first) stage.choose({ kind: 'keep', ids: first.ids });
  };
}

/** A known cost: shows how fast the machine is at the moment. */
function watching(): Step {
  const watch = createWatch(ROOM.width, ROOM.height, 4);
  return ({ mask, picture, seconds }) => void watch.run(picture, mask, seconds, false);
}

for (const [what, create] of [
  ['Following, nobody kept', () => following(false)],
  ['Following, one kept', () => following(true)],
  ['The watch, for comparison', watching],
] as const) {
  const times: number[] = [];
  for (const seed of seeds.slice(0, TIMED_SCENES)) {
    const frames = [...madeMeeting(seed)].map((frame) => ({ ...frame, mask: resized(frame.mask) }));
    const step = create();
    const began = process.cpuUsage(); // other programs do not count
    for (const frame of frames) step(frame);
    const { user, system } = process.cpuUsage(began);
    times.push((user + system) / 1000 / frames.length);
  }
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)]!;
  console.log(`${what}: ${median.toFixed(2)} ms of a processor a frame`);
}
