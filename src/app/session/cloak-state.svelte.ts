// The page's state, where its parts meet (engine, source, settings, and what is shown, hidden and known), and its
// summary in words. No markup, and no pixels. The file is longer than others because every message from the engine and
// every action of the user passes through it. What they mean for a single part is in that part.
import type { Engine } from '../../engine/client.ts';
import type { FromEngine } from '../../engine/messages.ts';
import type { Tier } from '../../tier.ts';
import type { RoomReport } from '../../cloak/room/report.ts';
import { DEFAULT_SETTINGS, type Settings, type View } from '../../cloak/settings.ts';
import type { FrameSink, Source } from '../../sources/source.ts';
import { Hiding } from '../hiding/hiding.ts';
import { LearnRoom } from '../room/learn-room.svelte.ts';
import { RoomKnown } from '../room/room-known.svelte.ts';
import { CameraChoice } from '../source/camera-choice.svelte.ts';
import { CameraLockState } from '../source/camera-lock-state.svelte.ts';
import { SourceChoice } from '../source/source-choice.svelte.ts';
import { noticeOf, type SourceState } from '../source/source-state.ts';
import { VariantsState } from '../variants/variants-state.svelte.ts';
import { nextEngineState, STARTING, type EngineState } from './engine-state.ts';
import { readPageOptions, type PageOptions, type PictureSize } from './page-options.ts';
import { PictureShown, type Stats } from './picture-shown.svelte.ts';
import { possibleWith, type Possible } from './possible.ts';
import { StatusLine } from './status-line.svelte.ts';
import type { Doing } from './status-words.ts';
import { browser, type Surroundings } from './surroundings.ts';
import { t } from '../words/words.svelte.ts';

export class CloakState {
  readonly #surroundings: Surroundings;
  readonly #options: PageOptions;
  /** The variant used last time. */
  readonly #preferred: string | undefined;
  readonly #sources: SourceChoice;
  #engine: Engine | undefined;
  /** The source whose frames go to the engine. It is fed once, however often the engine gets ready. */
  #fed: Source | undefined;
  #isRestarting = false;
  readonly #picture = new PictureShown();
  #takeSnapshot: ((picture: Blob) => void) | undefined;
  /** Called before the source's pictures end: it is stopped, lost or replaced, or the engine fails. */
  onPictureEnd: () => void = () => {};
  /** Called when another engine has taken over: a recorder must pass in another port. */
  onOtherEngine: () => void = () => {};
  readonly learnRoom: LearnRoom;
  readonly roomKnown = new RoomKnown();
  readonly cameraLock: CameraLockState;
  readonly cameras: CameraChoice;
  readonly variants: VariantsState;
  readonly hiding: Hiding;
  readonly status: StatusLine;

  #engineLife: EngineState = $state.raw(STARTING);
  #settings: Settings = $state.raw(DEFAULT_SETTINGS);

  constructor(surroundings: Surroundings = browser()) {
    this.#surroundings = surroundings;
    this.#options = readPageOptions(surroundings.search);
    const kept = surroundings.readPreferences();
    const { remember, split, margin } = { ...DEFAULT_SETTINGS, ...kept };
    this.#preferred = kept.variant;
    this.#settings = { ...DEFAULT_SETTINGS, remember, split, margin };
    const { later } = surroundings;
    this.status = new StatusLine(later, {
      doing: () => this.#doing,
      learning: () => this.learnRoom.sentence,
      pictureTrouble: () => this.#picture.trouble,
    });
    this.status.warning = this.#options.problem;
    this.cameraLock = new CameraLockState((sentence) => this.status.show(sentence));
    this.cameras = new CameraChoice(surroundings);
    this.variants = new VariantsState({
      engine: () => this.#engine,
      inUse: () => (this.#engineLife.phase === 'ready' ? this.#engineLife.variant : undefined),
      tell: (sentence) => this.tell(sentence),
    });
    const { readPreferences, keepPreferences } = surroundings;
    this.hiding = new Hiding({
      readPreferences,
      keepPreferences,
      later,
      choose: (choice) => this.#engine?.choose(choice),
      point: (request) => this.#engine?.point(request),
      can: () => this.can,
      show: (zones) => this.set({ zones }),
    });
    this.#sources = new SourceChoice(surroundings, {
      onAsk: (isByItself) => {
        if (isByItself) return; // nobody has read the current sentence yet
        this.status.warning = undefined;
        this.status.clear(); // the outcome must not wait behind an unrelated sentence
      },
      onRelease: () => this.#forgetSource(),
      onOpened: (source) => {
        this.cameraLock.use(source.lock);
        if (source.kind === 'camera') void this.cameras.look();
        this.hiding.zones.open(source); // before its first frame
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
  /** The size of the picture alone, px; undefined if it fills the window. */
  get pictureSize(): PictureSize | undefined {
    return this.onlyPicture ? this.#options.size : undefined;
  }
  get engine(): EngineState {
    return this.#engineLife;
  }
  /** What was found to work here; empty until the engine is ready. */
  get inUse(): { tier?: Tier; variant?: string } {
    if (this.#engineLife.phase !== 'ready') return { tier: this.#options.tier };
    const { tier, variant } = this.#engineLife;
    return { tier, variant };
  }
  /** Whether everything that the cloak starts with has loaded, or never will. */
  get isLoaded(): boolean {
    const engine = this.#engineLife;
    return (
      engine.phase === 'failed' || (engine.phase === 'ready' && engine.milliseconds !== undefined)
    );
  }
  get life(): SourceState {
    return this.#sources.life;
  }
  get source(): Source | undefined {
    return this.#sources.source;
  }
  get settings(): Settings {
    return this.#settings;
  }
  get stats(): Stats | undefined {
    return this.#picture.stats;
  }
  /** The size of the displayed picture, px; undefined until the current source has one. */
  get pictureShown(): PictureSize | undefined {
    return this.#picture.size;
  }
  /** The picture's width divided by its height; undefined until the current source has one. */
  get ratio(): number | undefined {
    return this.#picture.ratio;
  }
  /** What the page can offer now. */
  get can(): Possible {
    const hasPicture = this.ratio !== undefined;
    return possibleWith(this.#engineLife, this.#settings, hasPicture, this.source?.kind);
  }
  /** Whether there is a remembered room. */
  get remembers(): boolean {
    return this.can.remember && this.#settings.remember;
  }
  /** Whether the shutter is closed or closing. */
  get isShut(): boolean {
    return this.#settings.shutter;
  }
  /** The views to choose from. */
  get views(): readonly View[] {
    return this.can.views;
  }
  /** Whether cloaked pictures of the current source are being shown. */
  get isLive(): boolean {
    return this.#picture.isLive;
  }
  /** Whether to suggest the demo after what went wrong. */
  get offersDemo(): boolean {
    return this.#engineLife.phase !== 'failed' && Boolean(noticeOf(this.life)?.offersDemo);
  }

  /** A file that was opened and does not play, but can be cloaked as a whole film. */
  get unplayedFilm(): File | undefined {
    return noticeOf(this.life)?.film;
  }

  get #doing(): Doing {
    const { people, things } = this.hiding;
    return {
      engine: this.#engineLife,
      source: this.life,
      title: this.source?.title,
      settings: this.#settings,
      remembers: this.remembers,
      shutterShows: this.#picture.shutterShows,
      hasPicture: this.ratio !== undefined,
      details: [people.sentence, things.sentence],
    };
  }

  /**
   * Starts the engine on the canvas, and a source if the address asks for one or there is no camera to wait for.
   * @param nextCanvas replaces the canvas, for an engine that takes over
   * @returns a function that ends both
   */
  start(canvas: HTMLCanvasElement, nextCanvas: () => Promise<HTMLCanvasElement>): () => void {
    const { tier, variant, source } = this.#options;
    if (!this.#surroundings.canCloak()) {
      this.#engineLife = { phase: 'failed', sentence: t().status.cannotCloak };
      return () => {};
    }
    const listen = (message: FromEngine) => this.#hear(message);
    this.#engine = this.#surroundings.createEngine({
      canvas,
      nextCanvas,
      tier,
      variant,
      listen,
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
    const { size } = this.#options;
    const request = { ...this.cameras.request, ...size };
    return this.#sources.open('camera', (options) => openCamera(options, request));
  }

  playDemo(): Promise<void> {
    return this.#sources.playDemo();
  }

  openFile(file: File): Promise<void> {
    return this.#sources.open('file', (options) => this.#surroundings.openFile(file, options));
  }

  /** Shows a film's frames, which come through the port and return cloaked. @param onEnd called at its end */
  followFilm(title: string, port: MessagePort, onEnd: () => void): Promise<void> {
    const feed = (sink: FrameSink) => sink.attachFilm(port);
    const film: Source = { kind: 'file', title, hasOwnPace: true, feed, stop: onEnd };
    return this.#sources.open('file', () => Promise.resolve(film));
  }

  /** Ends the source. Its last picture is hidden. */
  stop(): void {
    this.#sources.stop();
  }

  set(changes: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...changes };
    const { remember, split, margin } = this.#settings;
    this.#surroundings.keepPreferences({ remember, split, margin });
    if (!this.views.includes(this.#settings.view)) {
      this.#settings = { ...this.#settings, view: 'cloaked' };
    }
    this.hiding.endImpossible();
    if (!this.can.learn) {
      this.roomKnown.hear(undefined);
      this.learnRoom.cancel();
    }
    this.#engine?.set(this.#settings);
  }

  /** Closes or opens the shutter. */
  toggleShutter(): void {
    this.set({ shutter: !this.#settings.shutter });
  }

  /** Fills in what has not been seen of the room from a picture of it, where that fits. */
  bringRoom(picture: File): void {
    if (!this.can.bringRoom) return;
    this.status.show(t().status.lookingAtRoomPicture);
    this.#engine?.bringRoom(picture);
  }

  /** Starts to learn the room, or cancels it. */
  toggleLearning(): void {
    if (this.learnRoom.isRunning) this.learnRoom.cancel();
    else if (this.can.learn && this.source) this.learnRoom.start(this.source.kind);
  }

  /** Also sends every picture through the port, and shows only cloaked ones, until `endRecording`. */
  record(port: MessagePort, beside: boolean): void {
    this.#engine?.record(port, beside);
  }

  endRecording(): void {
    this.#engine?.endRecording();
  }

  /** Also writes every displayed picture to this stream. Takes ownership of it. */
  output(frames: WritableStream<VideoFrame>): void {
    this.#engine?.output(frames);
  }

  /** The next cloaked picture as PNG. Never resolves if the source ends first. */
  snapshot(): Promise<Blob> {
    this.#engine?.snapshot();
    return new Promise((resolve) => (this.#takeSnapshot = resolve));
  }

  /** Shows a sentence for a few seconds. @param back undoes what it reports, if possible */
  tell(sentence: string, back?: () => void): void {
    this.status.show(sentence, back);
  }

  /** Removes all zones. They can be restored for a few seconds. */
  clearZones(): void {
    const back = this.hiding.zones.clear();
    if (back) this.tell(t().hiding.zonesCleared, back);
  }

  /** Forgets the current source, if there is one, before it is stopped. */
  #forgetSource(): void {
    if (this.source) {
      this.onPictureEnd();
      this.status.clear();
    }
    this.#takeSnapshot = undefined;
    this.learnRoom.cancel();
    this.cameraLock.use(undefined);
    this.hiding.close();
    this.roomKnown.hear(undefined);
    this.#engine?.stop();
    this.#picture.cover();
  }

  /** Feeds the source to the engine once both are there. */
  #feed(): void {
    const { source } = this;
    if (!this.#engine || !source || source === this.#fed) return;
    if (this.#engineLife.phase !== 'ready') return;
    this.#fed = source;
    source.feed(this.#engine);
  }

  #hear(message: FromEngine): void {
    this.variants.hear(message);
    this.#engineLife = nextEngineState(this.#engineLife, message);
    this.#picture.hear(message, this.source === this.#fed ? this.source : undefined);
    switch (message.kind) {
      case 'ready':
        this.set({}); // some views may no longer be available
        if (this.#isRestarting) this.onOtherEngine();
        if (this.#isRestarting) this.hiding.things.takeAgain();
        this.#isRestarting = false;
        this.#feed();
        break;
      case 'variant':
        this.#surroundings.keepPreferences({ variant: message.variant });
        this.set({}); // some views may no longer be available
        break;
      case 'zones':
        if (!this.hiding.zones.hear(message.zones)) break;
        this.#settings = { ...this.#settings, zones: message.zones }; // the engine already has them
        break;
      case 'recovering':
        this.#cover();
        this.status.show(message.sentence);
        break;
      case 'recovered':
        this.status.show(message.sentence);
        break;
      case 'people':
        if (this.can.choose) this.hiding.people.hear(message.people);
        break;
      case 'things':
        if (this.source) this.hiding.things.hear(message.things);
        break;
      case 'room-brought':
        if (this.source) this.status.show(message.sentence);
        break;
      case 'restarting':
        this.#startAgain(message.sentence);
        break;
      case 'stats':
        this.#hearOfRoom(message.room);
        break;
      case 'snapshot':
        this.#takeSnapshot?.(message.picture);
        break;
      case 'notice':
        this.status.show(message.sentence);
        break;
      case 'problem':
        if (message.fatal) this.stop();
        else this.status.clear();
        break;
      default: // the other kinds are for the parts that heard it above
    }
  }

  /** Another engine takes over: the picture is covered, and the source is fed again once it is ready. */
  #startAgain(sentence: string): void {
    const { source } = this;
    this.#isRestarting = true;
    this.#fed = undefined;
    this.#takeSnapshot = undefined;
    this.#cover();
    // A film's frames cannot be read again.
    if (source?.hasOwnPace) this.stop();
    this.status.show(sentence);
  }

  /** Ends whatever was started on the picture that disappears. */
  #cover(): void {
    this.learnRoom.cancel();
    this.hiding.people.clear();
  }

  /** A late report, after the source or the cloak ended, is dropped. */
  #hearOfRoom(report: RoomReport | undefined): void {
    const current = this.can.learn ? report : undefined;
    this.roomKnown.hear(current);
    this.learnRoom.hear(current);
  }
}
