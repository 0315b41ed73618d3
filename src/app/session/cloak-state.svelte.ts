// The page's state: the engine's life, the source's life, the settings, and what they amount to in
// words. No markup, and no pixels.
import type { Engine } from '../../engine/client.ts';
import type { FromEngine } from '../../engine/messages.ts';
import type { Tier } from '../../tier.ts';
import type { RoomReport } from '../../cloak/room/report.ts';
import type { StageTimes } from '../../cloak/stage-times.ts';
import {
  DEFAULT_SETTINGS,
  PLATE_VIEWS,
  VIEWS,
  type Settings,
  type ShutterShows,
  type View,
} from '../../cloak/settings.ts';
import type { FrameSink, Source } from '../../sources/source.ts';
import { CameraLockState } from '../source/camera-lock-state.svelte.ts';
import { CameraChoice } from '../source/camera-choice.svelte.ts';
import { nextLife, STARTING, type EngineLife } from './engine-life.ts';
import { LearnRoom } from '../room/learn-room.svelte.ts';
import { readPageOptions, type PageOptions } from './page-options.ts';
import { PassingNotice } from '../parts/passing-notice.svelte.ts';
import { PeopleState } from '../hiding/people-state.svelte.ts';
import { RoomKnown } from '../room/room-known.svelte.ts';
import { Showing } from './showing.svelte.ts';
import { SourceChoice } from '../source/source-choice.svelte.ts';
import { noticeOf, type SourceLife } from '../source/source-life.ts';
import { browser, type Surroundings } from './surroundings.ts';
import { ThingsState } from '../hiding/things-state.svelte.ts';
import { ZonesState } from '../hiding/zones-state.svelte.ts';
import { VariantsState } from '../variants/variants-state.svelte.ts';

export interface Stats {
  framesPerSecond: number;
  stages: StageTimes;
}

const CANNOT_CLOAK =
  'This browser lacks what the cloak is made of (WebCodecs, OffscreenCanvas, and WebGL 2 or WebGPU), ' +
  'or it is switched off. Nothing is shown. Open the page in a current Chrome, Edge, Firefox or Safari, ' +
  'with its hardware acceleration on.';

/** @param remembers whether the room is remembered at all */
function shutterSentence(shows: ShutterShows, remembers: boolean): string {
  if (shows === 'room') return 'Shutter closed: the room as remembered.';
  return remembers
    ? 'Shutter closed: a plain picture, as nothing of the room is known yet.'
    : 'Shutter closed: a plain picture, as the room is not remembered.';
}

export class CloakState {
  readonly #surroundings: Surroundings;
  readonly #options: PageOptions;
  /** The variant of last time. */
  readonly #preferred: string | undefined;
  readonly #sources: SourceChoice;
  #engine: Engine | undefined;
  /** The source whose frames go to the engine: it is fed once, however often the engine gets ready. */
  #fed: Source | undefined;
  #isRestarting = false;
  readonly #passing: PassingNotice;
  readonly #showing = new Showing();
  #takeSnapshot: ((picture: Blob) => void) | undefined;
  /** Called before the source's pictures end: it is stopped, lost or replaced, or the engine fails. */
  onPictureEnd: () => void = () => {};
  /** Called when another engine has taken over: who recorded the one before hands in another port. */
  onOtherEngine: () => void = () => {};
  readonly learnRoom: LearnRoom;
  readonly roomKnown = new RoomKnown();
  readonly cameraLock: CameraLockState;
  readonly cameras: CameraChoice;
  readonly variants: VariantsState;
  readonly zones: ZonesState;
  readonly people: PeopleState;
  readonly things: ThingsState;

  #engineLife: EngineLife = $state.raw(STARTING);
  #settings: Settings = $state.raw(DEFAULT_SETTINGS);
  #stats: Stats | undefined = $state.raw();
  /** What the engine's shutter shows; undefined while it is open. */
  #shutterShows: ShutterShows | undefined = $state.raw();
  #warning: string | undefined = $state.raw();
  /** Width by height of the picture; undefined until the source in use has one. */
  #ratio: number | undefined = $state.raw();

  constructor(surroundings: Surroundings = browser()) {
    this.#surroundings = surroundings;
    this.#options = readPageOptions(surroundings.search);
    this.#warning = this.#options.problem;
    const kept = surroundings.readKept();
    const { remember, split, margin } = { ...DEFAULT_SETTINGS, ...kept };
    this.#preferred = kept.variant;
    this.#settings = { ...DEFAULT_SETTINGS, remember, split, margin };
    const { later } = surroundings;
    this.#passing = new PassingNotice(later);
    this.cameraLock = new CameraLockState((sentence) => this.#passing.show(sentence));
    this.cameras = new CameraChoice(surroundings);
    this.variants = new VariantsState({
      engine: () => this.#engine,
      inUse: () => (this.#engineLife.phase === 'ready' ? this.#engineLife.variant : undefined),
      tell: (sentence) => this.tell(sentence),
    });
    this.people = new PeopleState((choice) => this.#engine?.choose(choice));
    this.things = new ThingsState((wish) => this.#engine?.point(wish));
    const { readKept, keep } = surroundings;
    this.zones = new ZonesState({
      ...{ readKept, keep, later },
      show: (zones) => this.set({ zones }),
    });
    this.#sources = new SourceChoice(surroundings, {
      onAsk: (isByItself) => {
        if (isByItself) return; // nobody has read yet what stands there
        this.#warning = undefined;
        this.#passing.clear(); // what comes of it is not to wait for a sentence about something else
      },
      onRelease: () => this.#forgetSource(),
      onOpened: (source) => {
        this.cameraLock.use(source.lock);
        if (source.kind === 'camera') void this.cameras.look();
        this.zones.open(source); // before its first frame
        this.#feed();
      },
    });
    const look = (milliseconds: number) => this.#engine?.learn(milliseconds);
    this.learnRoom = new LearnRoom({ later, look });
  }

  /** Whether the page is the picture and nothing else. */
  get onlyPicture(): boolean {
    return this.#options.only === 'picture';
  }
  get engine(): EngineLife {
    return this.#engineLife;
  }
  /** What was found to work here; empty until the engine is ready. */
  get inUse(): { tier?: Tier; variant?: string } {
    if (this.#engineLife.phase !== 'ready') return { tier: this.#options.tier };
    const { tier, variant } = this.#engineLife;
    return { tier, variant };
  }
  get life(): SourceLife {
    return this.#sources.life;
  }
  get source(): Source | undefined {
    return this.#sources.source;
  }
  get settings(): Settings {
    return this.#settings;
  }
  get stats(): Stats | undefined {
    return this.#stats;
  }
  get ratio(): number | undefined {
    return this.#ratio;
  }
  /** Whether the room can be remembered: until the engine says no. */
  get canRemember(): boolean {
    return this.#engineLife.phase !== 'ready' || this.#engineLife.remembers;
  }
  /** Whether there is a refiner that fills may go through. */
  get canRefine(): boolean {
    return this.#engineLife.phase === 'ready' && this.#engineLife.refiner !== undefined;
  }
  /** Whether what is invented may get texture: the room that is remembered has it. */
  get canTexture(): boolean {
    return this.#engineLife.phase === 'ready' && this.remembers;
  }
  /** Whether there is a remembered room. */
  get remembers(): boolean {
    return this.canRemember && this.#settings.remember;
  }
  /** Whether there is a picture that the room can be learned from. */
  get canLearn(): boolean {
    const { cloak, shutter } = this.#settings;
    return this.remembers && cloak && !shutter && this.#ratio !== undefined;
  }
  /** Whether there is a picture in which people can be chosen to be kept. */
  get canChoose(): boolean {
    const { cloak, shutter } = this.#settings;
    return this.canRemember && cloak && !shutter && this.#ratio !== undefined;
  }
  /** Whether a picture of the room can be brought: of a demo nobody has one. */
  get canBringRoom(): boolean {
    return this.canLearn && this.source?.kind !== 'demo';
  }
  /** Whether there is a picture in which things can be pointed at. */
  get canPoint(): boolean {
    const { cloak, shutter } = this.#settings;
    return cloak && !shutter && this.#ratio !== undefined;
  }
  /** Whether the shutter is closed, or is to be. */
  get isShut(): boolean {
    return this.#settings.shutter;
  }
  /** The views to choose from. */
  get views(): readonly View[] {
    return this.remembers ? VIEWS : VIEWS.filter((view) => !PLATE_VIEWS.includes(view));
  }
  /** Whether the status tells of something that went wrong. */
  get isTrouble(): boolean {
    if (this.#engineLife.phase === 'failed') return true;
    return this.#passingSentence === undefined && this.#trouble !== undefined;
  }
  /** Whether cloaked pictures of the source in use are being shown. */
  get isLive(): boolean {
    return this.#ratio !== undefined && this.#showing.sentence === undefined;
  }
  /** Whether the demo is the way on from what went wrong. */
  get offersDemo(): boolean {
    return this.#engineLife.phase !== 'failed' && Boolean(noticeOf(this.life)?.offersDemo);
  }

  /** What was opened and does not play, but can be cloaked as a whole film. */
  get unplayedFilm(): File | undefined {
    return noticeOf(this.life)?.film;
  }

  /** What Vanish is doing, or what went wrong, for the person in front of the page. */
  get status(): string {
    if (this.#engineLife.phase === 'failed') return this.#engineLife.sentence;
    return this.#passingSentence ?? this.#trouble ?? this.#activity;
  }

  /** What goes by itself. */
  get #passingSentence(): string | undefined {
    return this.learnRoom.sentence ?? this.#passing.sentence;
  }

  get #trouble(): string | undefined {
    if (this.#showing.sentence) return this.#showing.sentence;
    const sentences = [noticeOf(this.life)?.sentence, this.#warning];
    return sentences.filter((sentence) => sentence !== undefined).join(' ') || undefined;
  }

  get #activity(): string {
    const { life } = this;
    if (life.phase === 'asking') {
      return life.kind === 'camera'
        ? 'Allow the camera, and step in front of it.'
        : 'Opening the video …';
    }
    const { source } = this;
    if (this.#engineLife.phase === 'loading') {
      return source ? 'Nothing is shown before the cloak is ready.' : 'The cloak is getting ready.';
    }
    const { shutter } = this.#settings;
    if (!source) return shutter ? shutterSentence('plain', true) : 'The cloak is ready.';
    if (this.#shutterShows) return shutterSentence(this.#shutterShows, this.remembers);
    if (shutter) return 'The shutter is closing.';
    if (this.#ratio === undefined) return 'The first picture is on its way.';
    if (this.#settings.cloak)
      return ['The cloak is on.', this.people.sentence ?? [], this.things.sentence ?? []]
        .flat()
        .join(' ');
    return `The cloak is off: ${source.title} is shown as it is.`;
  }

  /**
   * Starts the engine on the canvas, and a source if the address asks for one or if there is no
   * camera to wait for.
   * @param nextCanvas puts another in its place, for an engine that takes over
   * @returns ends both
   */
  start(canvas: HTMLCanvasElement, nextCanvas: () => Promise<HTMLCanvasElement>): () => void {
    const { tier, variant, source } = this.#options;
    if (!this.#surroundings.canCloak()) {
      this.#engineLife = { phase: 'failed', sentence: CANNOT_CLOAK };
      return () => {};
    }
    const listen = (message: FromEngine) => this.#hear(message);
    this.#engine = this.#surroundings.createEngine({
      ...{ canvas, nextCanvas, tier, variant, listen },
      preferred: this.#preferred,
    });
    this.#engine.set(this.#settings);

    if (source === 'camera') void this.startCamera();
    else if (source === 'demo') void this.playDemo();
    else void this.#sources.playDemoIfNoCamera();

    const endChoice = this.cameras.begin();
    return () => {
      endChoice();
      this.stop();
      this.#engine?.dispose();
      this.#engine = undefined;
    };
  }

  startCamera(): Promise<void> {
    const { openCamera } = this.#surroundings;
    return this.#sources.open('camera', (options) => openCamera(options, this.cameras.wishes));
  }

  playDemo(): Promise<void> {
    return this.#sources.playDemo();
  }

  openFile(file: File): Promise<void> {
    return this.#sources.open('file', (options) => this.#surroundings.openFile(file, options));
  }

  /** Shows a film's frames, which come through the port and go back cloaked. @param onEnd called at its end */
  followFilm(title: string, port: MessagePort, onEnd: () => void): Promise<void> {
    const feed = (sink: FrameSink) => sink.attachFilm(port);
    const film: Source = { kind: 'file', title, hasOwnPace: true, feed, stop: onEnd };
    return this.#sources.open('file', () => Promise.resolve(film));
  }

  /** Ends the source; its last picture is hidden. */
  stop(): void {
    this.#sources.stop();
  }

  set(changes: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...changes };
    const { remember, split, margin } = this.#settings;
    this.#surroundings.keep({ remember, split, margin });
    if (!this.views.includes(this.#settings.view)) {
      this.#settings = { ...this.#settings, view: 'cloaked' };
    }
    if (!this.canChoose) this.people.clear();
    if (!this.canPoint) this.things.end();
    if (!this.canLearn) {
      this.roomKnown.hear(undefined);
      this.learnRoom.cancel();
    }
    this.#engine?.set(this.#settings);
  }

  /** Closes the shutter, or opens it. */
  toggleShutter(): void {
    this.set({ shutter: !this.#settings.shutter });
  }

  /** Begins to choose who is kept in the picture, or ends that. */
  toggleChoosing(): void {
    if (this.people.isChoosing) this.people.end();
    else if (this.canChoose) {
      this.zones.endEditing(); // each is drawn over the picture
      this.things.end();
      this.people.begin();
    }
  }

  /** Begins to point at things, or ends that. */
  togglePointing(): void {
    if (this.things.isPointing) this.things.end();
    else if (this.canPoint) {
      this.zones.endEditing();
      this.people.end();
      this.things.begin();
    }
  }

  /** What is not known of the room is taken from a picture of it, where that fits. */
  bringRoom(picture: File): void {
    if (!this.canBringRoom) return;
    this.#passing.show('Looking whether the picture shows this room …');
    this.#engine?.bringRoom(picture);
  }

  /** Begins to draw zones. */
  editZones(): void {
    this.people.end();
    this.things.end();
    this.zones.edit();
  }

  /** Begins to learn the room, or ends the beginning. */
  toggleLearning(): void {
    if (this.learnRoom.isRunning) this.learnRoom.cancel();
    else if (this.canLearn && this.source) this.learnRoom.start(this.source.kind);
  }

  /** Sends every cloaked picture through the port too, and shows no others, until `endRecording`. */
  record(port: MessagePort, beside: boolean): void {
    this.#engine?.record(port, beside);
  }

  endRecording(): void {
    this.#engine?.endRecording();
  }

  /** Writes every picture that is shown there too. Takes over the stream. */
  output(frames: WritableStream<VideoFrame>): void {
    this.#engine?.output(frames);
  }

  /** The next cloaked picture as PNG. Never resolves if the source ends before. */
  snapshot(): Promise<Blob> {
    this.#engine?.snapshot();
    return new Promise((resolve) => (this.#takeSnapshot = resolve));
  }

  /** Shows a sentence for a few seconds. */
  tell(sentence: string): void {
    this.#passing.show(sentence);
  }

  /** Of a source that is about to be stopped, if there is one. */
  #forgetSource(): void {
    if (this.source) {
      this.onPictureEnd();
      this.#passing.clear();
    }
    this.#takeSnapshot = undefined;
    this.learnRoom.cancel();
    this.cameraLock.use(undefined);
    this.zones.close();
    this.people.clear();
    this.things.clear();
    this.roomKnown.hear(undefined);
    this.#engine?.stop();
    this.#showing.clear();
    this.#ratio = undefined;
    this.#stats = undefined;
  }

  /** Lets the source's frames in, once there are both a source and a cloak to put on them. */
  #feed(): void {
    const { source } = this;
    if (!this.#engine || !source || source === this.#fed) return;
    if (this.#engineLife.phase !== 'ready') return;
    this.#fed = source;
    source.feed(this.#engine);
  }

  #hear(message: FromEngine): void {
    this.variants.hear(message);
    this.#engineLife = nextLife(this.#engineLife, message);
    switch (message.kind) {
      case 'ready':
        this.set({}); // some views may be gone
        if (this.#isRestarting) this.onOtherEngine();
        if (this.#isRestarting) this.things.takeAgain();
        this.#isRestarting = false;
        this.#feed();
        break;
      case 'variant':
        this.#surroundings.keep({ variant: message.variant });
        this.set({}); // some views may be gone
        break;
      case 'frame-done':
        if (message.drawn && this.source && this.source === this.#fed) {
          this.#ratio = message.drawn.width / message.drawn.height;
        }
        break;
      case 'alive':
        if (this.source && this.source === this.#fed) this.#showing.hear(message, this.source);
        if (message.shown === 0 && this.#showing.sentence) this.#stats = undefined; // of before
        break;
      case 'shutter':
        this.#shutterShows = message.shows;
        break;
      case 'zones':
        if (!this.zones.hear(message.zones)) break;
        this.#settings = { ...this.#settings, zones: message.zones }; // the engine has them
        break;
      case 'recovering':
        this.#cover();
        this.#passing.show(message.sentence);
        break;
      case 'recovered':
        this.#passing.show(message.sentence);
        break;
      case 'people':
        if (this.canChoose) this.people.hear(message.people);
        break;
      case 'things':
        if (this.source) this.things.hear(message.things);
        break;
      case 'room-brought':
        if (this.source) this.#passing.show(message.sentence);
        break;
      case 'restarting':
        this.#startAgain(message.sentence);
        break;
      case 'stats':
        this.#stats = { framesPerSecond: message.framesPerSecond, stages: message.stages };
        this.#hearOfRoom(message.room);
        break;
      case 'snapshot':
        this.#takeSnapshot?.(message.picture);
        break;
      case 'notice':
        this.#passing.show(message.sentence);
        break;
      case 'problem':
        if (message.fatal) {
          this.stop();
        } else {
          this.#showing.fail(message.sentence);
          this.#passing.clear();
        }
        break;
    }
  }

  /** Another engine takes over: the picture is covered, and the source is fed again when it is ready. */
  #startAgain(sentence: string): void {
    const { source } = this;
    this.#isRestarting = true;
    this.#shutterShows = undefined;
    this.#fed = undefined;
    this.#takeSnapshot = undefined;
    this.#cover();
    // A film's frames cannot be had a second time.
    if (source?.hasOwnPace) this.stop();
    this.#passing.show(sentence);
  }

  /** Nothing is shown before the next picture. */
  #cover(): void {
    this.learnRoom.cancel();
    this.people.clear();
    this.#showing.clear();
    this.#ratio = undefined;
    this.#stats = undefined;
  }

  /** A report that was on its way when the source ended, or the cloak, is of nothing any more. */
  #hearOfRoom(report: RoomReport | undefined): void {
    const current = this.canLearn ? report : undefined;
    this.roomKnown.hear(current);
    this.learnRoom.hear(current);
  }
}
