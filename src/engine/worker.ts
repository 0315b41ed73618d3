// The engine's worker: takes frames in, runs the pipeline on them one at a time, tells the page
// how it goes. The frame loop lives here, so that the page stays responsive and a hidden tab
// goes on working.
/// <reference lib="webworker" />
import { DEFAULT_SETTINGS, type Settings, type ShutterShows } from '../cloak/settings.ts';
import type { SomeThing } from '../cloak/things/thing.ts';
import type { Zone } from '../cloak/zones.ts';
import { setAssetsRoot } from '../assets.ts';
import { createStreamClock } from '../sources/stream-clock.ts';
import type { Loaded } from '../models/network.ts';
import { createConsumers } from './consumers.ts';
import { createLiveSize } from './live-size.ts';
import type { FromEngine, ToEngine } from './messages.ts';
import { createPictureProof } from './picture-proof.ts';
import { outlastLosses } from './recovery.ts';
import { startPipeline, type Started } from './start.ts';
import type { Prepared, VariantSlot } from './variant-slot.ts';
import { createFilmTap, type FilmFrame } from './film-tap.ts';
import { createPlainFrames, hasHighRange, UnfitFrameError } from '../sources/plain-frame.ts';
import { pinned } from './tap.ts';
import { sentenceOf } from '../sentence-of.ts';
import { readPhoto } from '../sources/photo/read-photo.ts';
import type { Somebody } from '../segmentation/choice.ts';
import { createTextureStage } from '../texture/texture-stage.ts';

const STATS_INTERVAL = 500; // ms
const ALIVE_INTERVAL = 500; // ms
/** Between two messages about who can be chosen, or where things are, ms. */
const PEOPLE_INTERVAL = 100;
/** So many frames in a row that could not be cloaked: what they go through is broken. */
const MOST_FAILURES = 3;

const scope = self as unknown as DedicatedWorkerGlobalScope;
let started: Started | undefined;
let settings: Settings = DEFAULT_SETTINGS;
let reader: ReadableStreamDefaultReader<VideoFrame> | undefined;
let shownLast: Promise<void> = Promise.resolve();
let hasFailed = false;
let shown = 0;
let sinceAlive = { received: 0, shown: 0 };
/** When the frame that is under way came to the pipeline. */
let busySince: number | undefined;
let failuresInRow = 0;
/** The graphics device is lost, and another is on its way. */
let isRecovering = false;
let sourcesEnded = 0;
/** The source of which it was said that it has a high dynamic range. */
let toldOfRange: number | undefined;
/** What the shutter shows, as it was told last. */
let toldOfShutter: ShutterShows | undefined;
let toldOfPeople = { at: 0, count: 0 };
let toldOfThings: { at: number; things: readonly SomeThing[] } = { at: 0, things: [] };
let statsSince = performance.now();
let lastProblem = '';
/** The newest wish for another variant. */
let lastWish: object | undefined;
/** Ids of those whose answers were no numbers. */
const brokenVariants = new Set<string>();
let brokenAtStart: [id: string, sentence: string] | undefined;
let endFilm: (() => void) | undefined;
const clock = createStreamClock();
const plainFrames = createPlainFrames();
const liveSize = createLiveSize();
const faultOfPicture = createPictureProof();
const consumers = createConsumers(
  (picture) => say({ kind: 'snapshot', picture }),
  (error) => sayProblem(error, false),
);

function say(message: FromEngine): void {
  scope.postMessage(message);
}

function sayProblem(error: unknown, fatal: boolean): void {
  const sentence = sentenceOf(error);
  if (sentence === lastProblem) return; // once, not once a frame
  lastProblem = sentence;
  say({ kind: 'problem', sentence, fatal });
}

async function start({
  kind: _,
  assets,
  ...options
}: Extract<ToEngine, { kind: 'start' }>): Promise<void> {
  if (assets) setAssetsRoot(assets);
  try {
    // Downloads that were under way go on after one has failed; the failure stays the last word.
    const report = (share: number, doing: string) => {
      if (!hasFailed) say({ kind: 'progress', share, doing });
    };
    const notify = (sentence: string) => say({ kind: 'notice', sentence });
    const createTexture = () => createTextureStage();
    started = await startPipeline({ ...options, createTexture, report, notify, onBroken: replace });
    const { slot, tier, tried, reason } = started;
    applyShutter();
    say({ kind: 'ready', tier, tried, reason, ...slot.inUse });
    if (brokenAtStart) replace(...brokenAtStart);
    void outlastLosses({ started, say, between, follow: followLoss });
  } catch (error) {
    hasFailed = true;
    sayProblem(error, true);
  }
}

/** Runs the work between two frames. */
function between<Result>(work: () => Promise<Result>): Promise<Result> {
  const isDone = shownLast.then(work);
  shownLast = isDone.then(
    () => {},
    () => {},
  );
  return isDone;
}

function followLoss(isLost: boolean): void {
  isRecovering = isLost;
  if (isLost) return;
  failuresInRow = 0;
  applyShutter();
}

/** Closes the shutter at once if the settings say so; it opens with the next frame. */
function applyShutter(): void {
  if (settings.shutter) started?.pipeline.shut();
  tellShutter();
}

function tellShutter(): void {
  const shows = started?.pipeline.shutter;
  if (shows === toldOfShutter) return;
  toldOfShutter = shows;
  say({ kind: 'shutter', shows });
}

/** Tells who can be chosen, and once that nobody can. */
function tellPeople(look: () => readonly Somebody[], atOnce = false): void {
  const at = performance.now();
  if (!atOnce && at - toldOfPeople.at < PEOPLE_INTERVAL) return;
  const people = look();
  if (people.length > 0 || toldOfPeople.count > 0) say({ kind: 'people', people });
  toldOfPeople = { at, count: people.length };
}

/** Tells which things go: at once when there are others, and some times a second while they move. */
function tellThings(things: readonly SomeThing[]): void {
  const { at, things: before } = toldOfThings;
  const now = performance.now();
  const isSame = things.every(({ id, isLost }, i) => {
    return before[i]?.id === id && before[i].isLost === isLost;
  });
  const isOnlyMoved = isSame && things.length === before.length;
  const isNothing = things === before || things.length + before.length === 0;
  if (isNothing || (isOnlyMoved && now - at < PEOPLE_INTERVAL)) return;
  toldOfThings = { at: now, things };
  say({ kind: 'things', things });
}

/** @param asked those that the frame was cloaked with */
function noteZones(asked: readonly Zone[], zones: readonly Zone[]): void {
  // Others may have been drawn meanwhile: then those count.
  if (zones === asked || settings.zones !== asked) return;
  settings = { ...settings, zones };
  say({ kind: 'zones', zones });
}

/** Loads another variant beside the one in use, and calls `then` with it between two frames, if it is still wanted. */
async function prepare(
  wanted: string | Loaded,
  isWanted: () => boolean,
  then: (slot: VariantSlot, prepared: Prepared) => Promise<void> | void,
): Promise<void> {
  const id = typeof wanted === 'string' ? wanted : wanted.card.id;
  try {
    if (!started) throw new Error('The cloak is not running.');
    const { slot } = started;
    const prepared = await slot.prepare(wanted, (share, doing) => {
      if (isWanted()) say({ kind: 'variant-progress', id, share, doing });
    });
    const isDone = shownLast.then(() => (isWanted() ? then(slot, prepared) : prepared.dispose()));
    shownLast = isDone.catch(() => {}); // told below; the frames go on
    await isDone;
  } catch (error) {
    if (isWanted()) say({ kind: 'variant-problem', id, sentence: sentenceOf(error) });
  }
}

function useVariant(id: string): Promise<void> {
  const wish = (lastWish = {});
  return prepare(
    id,
    () => wish === lastWish,
    async (slot, prepared) => {
      await prepared.use();
      say({ kind: 'variant', ...slot.inUse });
    },
  );
}

/** What is not known of the room is taken from a picture of it, if the source is still the same by then. */
async function bringRoom(picture: Blob): Promise<void> {
  const source = sourcesEnded;
  try {
    const file = picture instanceof File ? picture : new File([picture], 'The picture');
    const { canvas } = await readPhoto(file);
    const sentence = await between(async () => {
      if (!started || source !== sourcesEnded) throw new Error('The camera was changed meanwhile.');
      return started.pipeline.bringRoom(canvas);
    });
    say({ kind: 'room-brought', sentence, isRefused: false });
  } catch (error) {
    say({ kind: 'room-brought', sentence: sentenceOf(error), isRefused: true });
  }
}

/** Another takes the place of a variant whose answers are no numbers; the picture stays covered meanwhile. */
function replace(id: string, sentence: string): void {
  if (!started) {
    brokenAtStart = [id, sentence]; // in the warm-up already: when there is a slot for another
    return;
  }
  brokenVariants.add(id);
  const next = started.slot.others.find((other) => !brokenVariants.has(other));
  const then = next
    ? `"${next}" takes over, and nobody shows meanwhile.`
    : 'No other is left: people are covered in grey.';
  say({ kind: 'variant-problem', id, sentence: `${sentence} ${then}` });
  if (next) void useVariant(next);
}

function tryVariant(wanted: string | Loaded): Promise<void> {
  const id = typeof wanted === 'string' ? wanted : wanted.card.id;
  return prepare(
    wanted,
    () => true,
    (_slot, { milliseconds, dispose }) => {
      dispose();
      say({ kind: 'variant-tried', id, milliseconds });
    },
  );
}

/** Cloaks and closes the frame, after those before it: at a change of source two may come at once. */
function show(frame: VideoFrame, film?: FilmFrame): Promise<void> {
  sinceAlive.received++;
  const wall = clock.toWall(frame.timestamp, performance.timeOrigin + performance.now());
  const source = sourcesEnded;
  shownLast = shownLast.then(() => cloak(frame, wall, source, film));
  return shownLast;
}

/**
 * Nothing is drawn before the pipeline is ready.
 * @param wall when the frame was taken, ms since 1970
 * @param source so many sources had ended when it came
 * @param film waits for the picture, or for what is wrong
 */
async function cloak(
  given: VideoFrame,
  wall: number,
  source: number,
  film?: FilmFrame,
): Promise<void> {
  let frame = given;
  let drawn: { width: number; height: number } | undefined;
  try {
    if (started) {
      const { pipeline } = started;
      const began = (busySince = performance.now());
      const longest = Math.max(given.displayWidth, given.displayHeight);
      if (!film) noteRange(given);
      frame = plainFrames.take(given, film ? Infinity : liveSize.longest);
      const { displayWidth: width, displayHeight: height } = frame;
      const takers = consumers.begin();
      const wished = takers.isKept || film ? pinned(settings) : settings;
      await pipeline.run(frame, film ? forFilm(wished, film.wanted) : wished);
      tellShutter();
      noteZones(wished.zones, pipeline.zones);
      tellPeople(() => pipeline.people);
      tellThings(pipeline.things);
      const mayStandStill = pipeline.isBlind || pipeline.shutter;
      const fault = mayStandStill ? undefined : faultOfPicture(pipeline, frame);
      if (fault) {
        say({ kind: 'broken', sentence: fault });
        throw new Error(fault); // it is recorded and sent nowhere
      }
      film?.answer(pipeline, frame.timestamp);
      takers.take(pipeline, frame, wall);
      drawn = { width, height };
      shown++;
      sinceAlive.shown++;
      failuresInRow = 0;
      if (!film && !pipeline.shutter) noteSize(longest, performance.now() - began);
      sendStats(started);
    } else {
      film?.fail('The cloak is not running.');
    }
  } catch (error) {
    noteFailure(error);
    if (film) film.fail(sentenceOf(error));
    else if (!isRecovering) sayProblem(error, false);
  } finally {
    busySince = undefined;
    frame.close();
    say({ kind: 'frame-done', drawn, source });
  }
}

/** What was never seen is guessed once, from all that was learned, and is the same in every frame. */
function forFilm(wished: Settings, wanted: boolean): Settings {
  return { ...wished, texture: wished.texture && wanted, waits: wanted && wished.remember };
}

/** A frame was not cloaked. What every further frame would fail at is given up; another engine takes over. */
function noteFailure(error: unknown): void {
  if (error instanceof UnfitFrameError) {
    sinceAlive.received--; // it is no fault of the engine's
    return;
  }
  if (isRecovering) return; // it failed with the device
  failuresInRow++;
  if (failuresInRow !== MOST_FAILURES) return;
  say({
    kind: 'broken',
    sentence: `Pictures could not be cloaked any more (${sentenceOf(error)}).`,
  });
}

/** Said before the first picture of a source whose colours will be others. */
function noteRange(frame: VideoFrame): void {
  if (toldOfRange === sourcesEnded || !hasHighRange(frame)) return;
  toldOfRange = sourcesEnded;
  const sentence =
    'The picture has a high dynamic range, which the cloak has not: its colours are shown differently.';
  say({ kind: 'notice', sentence });
}

function noteSize(longest: number, milliseconds: number): void {
  const sentence = liveSize.note(longest, milliseconds, !consumers.isRecording);
  if (sentence) say({ kind: 'notice', sentence });
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

/** Every frame of a film. */
async function followFilm(port: MessagePort): Promise<void> {
  await leave();
  endFilm = createFilmTap(port, (film) => void show(film.frame, film));
}

async function leave(): Promise<void> {
  endFilm?.();
  endFilm = undefined;
  const old = reader;
  reader = undefined;
  await old?.cancel().catch(() => {}); // a stream that broke is as gone as one that was cancelled
}

setInterval(() => {
  // Texture has a time limit of its own, which is longer.
  if (started?.pipeline.doing === 'texture') busySince &&= performance.now();
  const busy = busySince === undefined ? 0 : performance.now() - busySince;
  say({ kind: 'alive', ...sinceAlive, busy });
  if (sinceAlive.shown > 0) lastProblem = ''; // if it comes back, it is said again
  sinceAlive = { received: 0, shown: 0 };
}, ALIVE_INTERVAL);

scope.onmessage = ({ data }: MessageEvent<ToEngine>) => {
  switch (data.kind) {
    case 'start':
      return void start(data);
    case 'frame':
      return void leave().then(() => show(data.frame));
    case 'stream':
      return void follow(data.frames);
    case 'film':
      return void followFilm(data.port);
    case 'stop':
      sourcesEnded++;
      void leave();
      started?.pipeline.forget();
      tellPeople(() => [], true);
      tellThings([]);
      liveSize.reset();
      consumers.dropSnapshot();
      return;
    case 'variant':
      return void useVariant(data.id);
    case 'try-variant':
      return void tryVariant(data.wanted);
    case 'choose':
      return started?.pipeline.choose(data.choice);
    case 'bring-room':
      return void bringRoom(data.picture);
    case 'point':
      return started?.pipeline.point(data.wish);
    case 'learn':
      return started?.pipeline.learn(data.milliseconds);
    case 'settings':
      settings = data.settings;
      applyShutter();
      return;
    case 'record':
      consumers.record(data.port, data.beside);
      return;
    case 'record-end':
      // What is under way still belongs to the recording.
      return void shownLast.then(consumers.recordingEnd());
    case 'output':
      return consumers.output(data.frames);
    case 'snapshot':
      return consumers.wishSnapshot();
  }
};
