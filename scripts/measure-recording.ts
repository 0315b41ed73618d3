// `npx tsx scripts/measure-recording.ts [--seconds 60] [--tiers wasm,webgl,webgpu] [--memory 300]`: records in a real
// browser and examines the files. Frames: how many a camera of 30 frames a second gave, how many the cloak made, and
// how many were lost on their way to the file. Sync: every picture shows the time at which it was taken as the length
// of a bar, and a tone starts with every second. Memory: of the browser's processes, once a minute.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { decodeGrey, decodeSound, readVideoFile } from '../tests/lib/video-file.ts';
import { fakeCameraFlags, SOFTWARE_WEBGPU_FLAGS } from './lib/browser.ts';
import { ensureFfmpeg } from './lib/ffmpeg.ts';
import { failWith } from './lib/run.ts';
import { memoryOf, saveClip, servePage } from './lib/served-page.ts';

const CLIP = resolve('tests/fixtures/obo.mjpeg');
const [WIDTH, HEIGHT, BAR] = [640, 480, 24];
const RATE = 48_000;

async function measure(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      tiers: { type: 'string', default: 'wasm,webgl' },
      memory: { type: 'string', default: '300' },
    },
  });
  ensureFfmpeg();
  const seconds = Number(values.seconds);
  for (const tier of values.tiers.split(',').filter(Boolean)) await measureFrames(tier, seconds);
  await measureSync(seconds);
  if (Number(values.memory) > 0) await measureMemory(Number(values.memory));
}

async function record(page: Page, seconds: number): Promise<void> {
  await page.getByText('The cloak is on.').first().waitFor({ timeout: 200_000 });
  await page.waitForTimeout(3000); // the room is learned
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.waitForTimeout(1000 * seconds);
}

/** @returns the file's path, and how many pictures the page says were lost */
async function stop(page: Page): Promise<{ path: string; lost: number }> {
  const told = await page.locator('.stage-bar .lost').allTextContents();
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await page.getByRole('dialog', { name: 'Clips' }).waitFor({ timeout: 60_000 });
  return { path: await saveClip(page), lost: parseInt(told[0] ?? '0') };
}

async function measureFrames(tier: string, seconds: number): Promise<void> {
  const flags = tier === 'webgpu' ? SOFTWARE_WEBGPU_FLAGS : [];
  const served = await servePage([...fakeCameraFlags(CLIP), ...flags]);
  try {
    const page = await served.open(`/?source=camera&tier=${tier}`);
    await record(page, seconds);
    const { path, lost } = await stop(page);
    const { times, duration } = readVideoFile(path);
    console.log(
      `${tier}: ${times.length} frames in ${duration.toFixed(2)} s (${(times.length / duration).toFixed(1)} a second), ${lost} lost on their way to the file`,
    );
  } finally {
    await served.close();
  }
}

async function measureSync(seconds: number): Promise<void> {
  const served = await servePage(['--use-fake-ui-for-media-stream']);
  try {
    const page = await served.open('/');
    await page.evaluate(fakeDevices, { width: WIDTH, height: HEIGHT, bar: BAR });
    await page.getByRole('button', { name: 'Start camera' }).click();
    await page.getByRole('button', { name: 'Recording options' }).click();
    await page.getByRole('switch', { name: 'Record the microphone' }).click();
    await page.getByRole('meter', { name: 'Loudness' }).waitFor();
    await page.keyboard.press('Escape');
    await record(page, seconds);
    const { path } = await stop(page);
    report(path, seconds);
  } finally {
    await served.close();
  }
}

/**
 * Replaces camera and microphone: a bar as long as the time since the second started, and a tone that starts with it.
 */
function fakeDevices({ width, height, bar }: { width: number; height: number; bar: number }) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d')!;
  const sound = new AudioContext();
  const tone = new OscillatorNode(sound, { frequency: 1000 });
  const gain = new GainNode(sound, { gain: 0 });
  const output = new MediaStreamAudioDestinationNode(sound);
  tone.connect(gain).connect(output);
  tone.start();
  let toneOf = -1;
  setInterval(() => {
    const now = performance.now();
    context.fillStyle = '#808890';
    context.fillRect(0, bar, width, height);
    context.fillStyle = '#000';
    context.fillRect(0, 0, width, bar);
    context.fillStyle = '#fff';
    context.fillRect(0, 0, (width * (now % 1000)) / 1000, bar);
    const second = Math.ceil(now / 1000);
    if (second === toneOf) return;
    toneOf = second;
    // The time until the next second starts, converted to the sound's clock to schedule the tone.
    const begins = sound.currentTime + (1000 * second - now) / 1000;
    gain.gain.setValueAtTime(0.5, begins);
    gain.gain.setValueAtTime(0, begins + 0.1);
  }, 33);
  const picture = canvas.captureStream(30);
  navigator.mediaDevices.getUserMedia = (wanted) =>
    Promise.resolve(wanted?.audio ? output.stream : picture);
}

function report(path: string, seconds: number): void {
  const { times } = readVideoFile(path);
  const rows = decodeGrey(path, `crop=${WIDTH}:8:0:${BAR / 2 - 4},scale=${WIDTH}:1`, WIDTH);
  const pictures = rows.map((row, i) => {
    const length = row.filter((grey) => grey > 127).length / WIDTH;
    return { at: times[i]!, offset: wrap(times[i]! - length) };
  });
  const sounds = onsets(decodeSound(path, RATE)).map((at) => ({ at, offset: wrap(at) }));
  const third = seconds / 3;
  for (const [name, from, to] of [
    ['first third', 0, third],
    ['last third', seconds - third, Infinity],
    ['all', 0, Infinity],
  ] as const) {
    const within = ({ at }: { at: number }) => at >= from && at < to;
    const [picture, sound] = [pictures, sounds].map((all) => medianOffset(all.filter(within)));
    const apart = 1000 * wrap(picture! - sound!);
    console.log(`sync, ${name}: the picture is ${apart.toFixed(1)} ms behind the sound`);
  }
  console.log(`sync: ${pictures.length} pictures, ${sounds.length} tones`);
}

/** Into -0.5..0.5 s. */
function wrap(time: number): number {
  return time - Math.round(time);
}

/** Relative to the first one, so that the median does not break where offsets wrap around. */
function medianOffset(all: { offset: number }[]): number {
  const first = all[0]?.offset ?? 0;
  const sorted = all.map(({ offset }) => wrap(offset - first)).sort((a, b) => a - b);
  return first + (sorted[Math.floor(sorted.length / 2)] ?? 0);
}

/** When tones start after silence, s. */
function onsets(samples: Float32Array): number[] {
  const found: number[] = [];
  let quietSince = 0;
  samples.forEach((sample, i) => {
    if (Math.abs(sample) < 0.1) return;
    if (i - quietSince > 0.3 * RATE) found.push(i / RATE);
    quietSince = i;
  });
  return found;
}

async function measureMemory(seconds: number): Promise<void> {
  const served = await servePage(fakeCameraFlags(CLIP));
  try {
    const page = await served.open('/?source=camera');
    await record(page, 0);
    const told: string[] = [];
    for (let at = 0; at <= seconds; at += 60) {
      const held = await memoryOf(served.browser);
      const total = Object.values(held).reduce((sum, value) => sum + value, 0);
      const text = `${at} s: ${Math.round(held.renderer ?? 0)} (renderer) of ${Math.round(total)} MB`;
      told.push(text);
      console.log(`memory after ${text}`);
      if (at + 60 <= seconds) await page.waitForTimeout(60_000);
    }
    const { path } = await stop(page);
    const { times, duration } = readVideoFile(path);
    console.log(`memory: the file has ${times.length} frames in ${duration.toFixed(1)} s`);
  } finally {
    await served.close();
  }
}

measure().catch(failWith);
