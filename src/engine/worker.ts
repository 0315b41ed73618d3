// The engine's worker: takes frames in, runs the pipeline on them one at a time, tells the page
// how it goes. The frame loop lives here, so that the page stays responsive and a hidden tab
// goes on working.
/// <reference lib="webworker" />
import { DEFAULT_SETTINGS, type Settings } from '../cloak/settings.ts';
import type { FromEngine, ToEngine } from './messages.ts';
import { startPipeline, type Started } from './start.ts';

const STATS_INTERVAL = 500; // ms

const scope = self as unknown as DedicatedWorkerGlobalScope;
let started: Started | undefined;
let settings: Settings = DEFAULT_SETTINGS;
let reader: ReadableStreamDefaultReader<VideoFrame> | undefined;
let shownLast: Promise<void> = Promise.resolve();
let hasFailed = false;
let shown = 0;
let statsSince = performance.now();
let lastProblem = '';

function say(message: FromEngine): void {
  scope.postMessage(message);
}

function sayProblem(error: unknown, fatal: boolean): void {
  const sentence = error instanceof Error ? error.message : String(error);
  if (sentence === lastProblem) return; // once, not once a frame
  lastProblem = sentence;
  say({ kind: 'problem', sentence, fatal });
}

async function start(message: Extract<ToEngine, { kind: 'start' }>): Promise<void> {
  try {
    const { canvas, tier, variant, refiner } = message;
    // Downloads that were under way go on after one has failed; the failure stays the last word.
    const report = (share: number, doing: string) => {
      if (!hasFailed) say({ kind: 'progress', share, doing });
    };
    const notify = (sentence: string) => say({ kind: 'notice', sentence });
    started = await startPipeline({ canvas, tier, variant, refiner, report, notify });
    say({ ...pick(started), kind: 'ready' });
    const cause = await started.lost;
    started = undefined;
    sayProblem(`The graphics device was lost (${cause}). Reload the page to go on.`, true);
  } catch (error) {
    hasFailed = true;
    sayProblem(error, true);
  }
}

function pick({ tier, variant, refiner, tried, reason, remembers }: Started) {
  return { tier, variant, refiner, tried, reason, remembers };
}

/** Cloaks and closes the frame, after those before it: at a change of source two may come at once. */
function show(frame: VideoFrame): Promise<void> {
  shownLast = shownLast.then(() => cloak(frame));
  return shownLast;
}

/** Nothing is drawn before the pipeline is ready. */
async function cloak(frame: VideoFrame): Promise<void> {
  const { displayWidth: width, displayHeight: height } = frame;
  let drawn: { width: number; height: number } | undefined;
  try {
    if (started) {
      await started.pipeline.run(frame, settings);
      drawn = { width, height };
      shown++;
      sendStats(started);
    }
  } catch (error) {
    sayProblem(error, false);
  } finally {
    frame.close();
    say({ kind: 'frame-done', drawn });
  }
}

function sendStats({ pipeline }: Started): void {
  const now = performance.now();
  if (now - statsSince < STATS_INTERVAL) return;
  const framesPerSecond = (1000 * shown) / (now - statsSince);
  say({ kind: 'stats', framesPerSecond, stages: pipeline.times, room: pipeline.room() });
  shown = 0;
  statsSince = now;
}

/** Frames of a live track, one after the other; the track drops what comes meanwhile. */
async function follow(frames: ReadableStream<VideoFrame>): Promise<void> {
  await leave();
  const mine = frames.getReader();
  reader = mine;
  try {
    for (;;) {
      const { value, done } = await mine.read();
      if (done) break;
      if (reader === mine) await show(value);
      else value.close();
    }
  } catch (error) {
    sayProblem(error, false);
  }
}

async function leave(): Promise<void> {
  const old = reader;
  reader = undefined;
  await old?.cancel().catch(() => {}); // a stream that broke is as gone as one that was cancelled
}

scope.onmessage = ({ data }: MessageEvent<ToEngine>) => {
  if (data.kind === 'start') void start(data);
  else if (data.kind === 'frame') void leave().then(() => show(data.frame));
  else if (data.kind === 'stream') void follow(data.frames);
  else if (data.kind === 'stop') {
    void leave();
    started?.pipeline.forget();
  } else if (data.kind === 'learn') started?.pipeline.learn(data.milliseconds);
  else settings = data.settings;
};
