// The engine's worker: takes frames in, runs the pipeline on them one at a time, and reports to the page. The frame
// loop lives here so that the page stays responsive and a hidden tab keeps working. The file is longer than others
// because every frame and every message from the page passes through it.
import { DEFAULT_SETTINGS, type Settings } from '../cloak/settings.ts';
import type { Zone } from '../cloak/zones.ts';
import { setAssetsRoot } from '../assets.ts';
import { sentenceOf } from '../sentence-of.ts';
import { UnfitFrameError } from '../sources/plain-frame.ts';
import { createTextureStage } from '../texture/texture-stage.ts';
import { createBroughtRoom } from './brought-room.ts';
import { createConsumers } from './consumers.ts';
import { createFailures } from './failures.ts';
import { forFilm, type FilmFrame } from './film-tap.ts';
import { finishStart } from './finish-start.ts';
import { createFrameCounts } from './frame-counts.ts';
import { createFrameInlet } from './frame-inlet.ts';
import { createIncomingFrames, type IncomingFrame } from './incoming-frames.ts';
import { createLiveQuality } from './live-quality.ts';
import type { FromEngine, ToEngine } from './messages.ts';
import { createQueue } from './one-at-a-time.ts';
import { createPictureProof } from './picture-proof.ts';
import { outlastLosses } from './recovery.ts';
import { createReports } from './reports.ts';
import { startPipeline, type Started } from './start.ts';
import { pinned } from './tap.ts';
import { createVariantRequests } from './variant-requests.ts';

const ALIVE_INTERVAL = 500; // ms
let started: Started | undefined;
let settings: Settings = DEFAULT_SETTINGS;
let noteFirstPicture = () => {};
const firstPicture = new Promise<void>((resolve) => (noteFirstPicture = resolve));
/** Resolves when the generator is no longer replaced by a stand-in. */
let isWhole: Promise<void> = Promise.resolve();
let hasFailed = false;
/** The graphics device is lost, and another is being set up. */
let isRecovering = false;
let sourcesEnded = 0;
/** Runs work between two frames. The frames go through it too. */
const between = createQueue();
const liveQuality = createLiveQuality();
const faultOfPicture = createPictureProof();
const counts = createFrameCounts();
const failures = createFailures();
const reports = createReports(say);
const variants = createVariantRequests({ say, between });
const take = createIncomingFrames({
  longest: () => liveQuality.longest,
  onHighRange: () => reports.highRange(sourcesEnded),
});
const bringRoom = createBroughtRoom({
  say,
  between,
  pipeline: () => started?.pipeline,
  source: () => sourcesEnded,
});
const inlet = createFrameInlet({
  prepare(given) {
    const taken = take(given, false);
    if (!taken.problem) started?.pipeline.ahead(taken.frame, settings);
    return taken;
  },
  show: (taken) => show(taken),
  drop: ({ frame }) => frame.close(),
  showFilm(film) {
    const taken = take(film.frame, true);
    const request = forFilm(pinned(settings), film.wanted);
    if (!taken.problem) started?.pipeline.ahead(taken.frame, request);
    void show(taken, film);
  },
  onProblem: (error) => reports.problem(error, false),
});
const consumers = createConsumers(
  (picture) => say({ kind: 'snapshot', picture }),
  (error) => reports.problem(error, false),
);

function say(message: FromEngine): void {
  self.postMessage(message);
}

async function start({
  kind: _,
  assets,
  ...options
}: Extract<ToEngine, { kind: 'start' }>): Promise<void> {
  if (assets) setAssetsRoot(assets);
  try {
    // Other downloads continue after one has failed: their progress must not replace the failure on the page.
    const report = (share: number, doing: string) => {
      if (!hasFailed && !started) say({ kind: 'progress', share, doing });
    };
    const notify = (sentence: string) => say({ kind: 'notice', sentence });
    started = await startPipeline({
      ...options,
      report,
      notify,
      mayStandIn: true,
      createTexture: () => createTextureStage(),
      onBroken: variants.replace,
      onMoving: () => variants.moving(),
      onMoved: () => variants.moved(),
    });
    const { slot, tier, tried, reason } = started;
    void applyShutter();
    say({ kind: 'ready', tier, tried, reason, ...slot.inUse });
    variants.begin(slot);
    isWhole = finishStart({ started, firstPicture, between, say });
    isWhole.catch(fail);
    void outlastLosses({ started, say, between, follow: followLoss });
  } catch (error) {
    fail(error);
  }
}

/** Stops showing pictures for good. */
function fail(error: unknown): void {
  hasFailed = true;
  started = undefined;
  reports.problem(error, true);
}

function followLoss(isLost: boolean): void {
  isRecovering = isLost;
  if (isLost) return;
  failures.end();
  void applyShutter();
}

/** Closes the shutter at once if the settings say so. It opens with the next frame. Reports it once it shows. */
async function applyShutter(): Promise<void> {
  const pipeline = started?.pipeline;
  try {
    if (settings.shutter) await pipeline?.shut();
    if (pipeline === started?.pipeline) reports.shutter(pipeline?.shutter);
  } catch (error) {
    if (!isRecovering) reports.problem(error, false); // it is applied again on the next device
  }
}

/** @param asked the zones that the frame was cloaked with */
function noteZones(asked: readonly Zone[], zones: readonly Zone[]): void {
  // If the user has drawn others meanwhile, those count.
  if (zones === asked || settings.zones !== asked) return;
  settings = { ...settings, zones };
  say({ kind: 'zones', zones });
}

/** Cloaks and closes the frame, after those before it: at a change of source two may come at once. */
function show(taken: IncomingFrame, film?: FilmFrame): Promise<void> {
  counts.came();
  const source = sourcesEnded;
  return between(() => cloak(taken, source, film));
}

/**
 * Nothing is drawn before the pipeline is ready.
 * @param source so many sources had ended when it came
 * @param film waits for the picture, or for what is wrong
 */
async function cloak(
  { frame, longest, wall, problem }: IncomingFrame,
  source: number,
  film?: FilmFrame,
): Promise<void> {
  let drawn: { width: number; height: number } | undefined;
  try {
    const mine = started;
    if (mine) {
      const { pipeline, slot } = mine;
      const began = counts.begin();
      if (problem) throw problem;
      const takers = consumers.begin();
      const wanted = takers.isKept || film ? pinned(settings) : settings;
      // Texture is only added to the generator's fills, not to a stand-in's.
      const texture = wanted.texture && slot.inUse.milliseconds !== undefined;
      const { economy } = liveQuality;
      const requested = { ...wanted, texture, economy };
      await pipeline.run(frame, film ? forFilm(requested, film.wanted) : requested);
      if (mine !== started) throw new Error('The cloak is not running.'); // it failed meanwhile
      reports.shutter(pipeline.shutter);
      noteZones(requested.zones, pipeline.zones);
      reports.people(() => pipeline.mask.people);
      reports.things(pipeline.mask.things);
      const mayStandStill = pipeline.room.isBlind || pipeline.shutter;
      const fault = mayStandStill ? undefined : faultOfPicture(pipeline, frame);
      if (fault) {
        say({ kind: 'broken', sentence: fault });
        throw new Error(fault); // the picture is neither recorded nor sent
      }
      film?.answer(pipeline, frame.timestamp);
      takers.take(pipeline, frame, wall);
      drawn = { width: frame.displayWidth, height: frame.displayHeight };
      counts.show();
      noteFirstPicture();
      failures.end();
      if (!film && !pipeline.shutter) {
        adaptQuality(longest, performance.now() - began, pipeline.room.isInUse);
      }
      sendStats(mine);
    } else {
      film?.fail('The cloak is not running.');
    }
  } catch (error) {
    if (error instanceof UnfitFrameError) counts.discount();
    else if (!isRecovering && failures.add()) {
      const sentence = `Pictures could no longer be cloaked (${sentenceOf(error)}).`;
      say({ kind: 'broken', sentence }); // another engine takes over
    }
    if (film) film.fail(sentenceOf(error));
    else if (!isRecovering && !hasFailed) reports.problem(error, false);
  } finally {
    counts.end();
    frame.close();
    say({ kind: 'frame-done', drawn, source });
  }
}

/** Starts a film once the generator has loaded: its very first frame must use it. */
async function followFilm(port: MessagePort): Promise<void> {
  const source = sourcesEnded;
  await isWhole.catch(() => {}); // reported elsewhere
  if (source === sourcesEnded) await inlet.followFilm(port);
  else port.close();
}

function adaptQuality(given: number, milliseconds: number, remembers: boolean): void {
  const mayResize = !consumers.isRecording;
  const sentence = liveQuality.note({ given, milliseconds, mayResize, remembers });
  if (sentence) say({ kind: 'notice', sentence });
}

function sendStats({ pipeline }: Started): void {
  const framesPerSecond = counts.takeRate();
  if (framesPerSecond === undefined) return;
  say({ kind: 'stats', framesPerSecond, stages: pipeline.times, room: pipeline.room.report() });
}

setInterval(() => {
  // Texture has its own, longer time limit.
  if (started?.pipeline.doing === 'texture') counts.restart();
  const alive = counts.takeAlive();
  say({ kind: 'alive', ...alive });
  if (alive.shown > 0) reports.forgetProblem();
}, ALIVE_INTERVAL);

self.onmessage = ({ data }: MessageEvent<ToEngine>) => {
  switch (data.kind) {
    case 'start':
      return void start(data);
    case 'frame':
      return void inlet.leave().then(() => show(take(data.frame, false)));
    case 'stream':
      return void inlet.follow(data.frames);
    case 'film':
      return void followFilm(data.port);
    case 'stop':
      sourcesEnded++;
      void inlet.leave();
      started?.pipeline.forget();
      void between(async () => started?.pipeline.forget()); // again, for what the current frame teaches
      reports.people(() => [], true);
      reports.things([]);
      liveQuality.reset();
      consumers.dropSnapshot();
      return;
    case 'variant':
      return void variants.use(data.id);
    case 'try-variant':
      return void variants.try(data.wanted);
    case 'choose':
      return started?.pipeline.mask.choose(data.choice);
    case 'bring-room':
      return void bringRoom(data.picture);
    case 'point':
      return started?.pipeline.mask.point(data.request);
    case 'learn':
      return started?.pipeline.room.learn(data.milliseconds);
    case 'settings':
      settings = data.settings;
      return void applyShutter();
    case 'record':
      return consumers.record(data.port, data.beside);
    case 'record-end':
      // Frames in progress still belong to the recording.
      return void between(consumers.recordingEnd());
    case 'output':
      return consumers.output(data.frames);
    case 'snapshot':
      return consumers.requestSnapshot();
  }
};
