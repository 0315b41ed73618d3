// The page's state, where its parts meet: a source feeds the engine, the settings reach the engine, and each message of
// the engine reaches the parts that it concerns. What it means for a single part is in that part. No markup, no pixels.
import type { FromEngine } from '../../engine/messages.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../cloak/settings.ts';
import { Hiding } from '../hiding/hiding.ts';
import { Room } from '../room/room.ts';
import { CameraChoice } from '../source/camera-choice.svelte.ts';
import { CameraEffectsState } from '../source/camera-effects-state.svelte.ts';
import { CameraLockState } from '../source/camera-lock-state.svelte.ts';
import { SourceChoice } from '../source/source-choice.svelte.ts';
import { VariantsState } from '../variants/variants-state.svelte.ts';
import { EngineInUse } from './engine-in-use.svelte.ts';
import { readPageOptions, type PageOptions, type PictureSize } from './page-options.ts';
import { PictureOutlets } from './picture-outlets.ts';
import { PictureShown } from './picture-shown.svelte.ts';
import { possibleWith, type Possible } from './possible.ts';
import { StatusLine } from './status-line.svelte.ts';
import type { Doing } from './status-words.ts';
import { browser, type Surroundings } from './surroundings.ts';

export class CloakState {
  readonly #surroundings: Surroundings;
  readonly #options: PageOptions;
  #isRestarting = false;
  #settings: Settings = $state.raw(DEFAULT_SETTINGS);
  readonly engine: EngineInUse;
  readonly sources: SourceChoice;
  readonly cameras: CameraChoice;
  readonly cameraLock: CameraLockState;
  readonly cameraEffects = new CameraEffectsState();
  readonly picture = new PictureShown();
  readonly outlets: PictureOutlets;
  readonly hiding: Hiding;
  readonly room: Room;
  readonly variants: VariantsState;
  readonly status: StatusLine;

  constructor(surroundings: Surroundings = browser()) {
    this.#surroundings = surroundings;
    this.#options = readPageOptions(surroundings.search);
    const { later, readPreferences, keepPreferences } = surroundings;
    const { remember, split, margin } = { ...DEFAULT_SETTINGS, ...readPreferences() };
    this.#settings = { ...DEFAULT_SETTINGS, remember, split, margin };
    const tell = (sentence: string, back?: () => void) => this.status.show(sentence, back);
    const can = () => this.can;

    this.status = new StatusLine(later, {
      doing: () => this.#doing,
      learning: () => this.room.learn.sentence,
      pictureTrouble: () => this.picture.trouble,
    });
    this.status.warning = this.#options.problem;
    this.engine = new EngineInUse(surroundings, this.#options);
    this.outlets = new PictureOutlets(() => this.engine.now);
    this.cameraLock = new CameraLockState(tell);
    this.cameras = new CameraChoice(surroundings);
    this.sources = new SourceChoice(surroundings, {
      cameraRequest: () => ({ ...this.cameras.request, ...this.#options.size }),
      onAsk: (isByItself) => {
        if (isByItself) return; // nobody has read the current sentence yet
        this.status.warning = undefined;
        this.status.clear(); // the outcome must not wait behind an unrelated sentence
      },
      onRelease: () => this.#forgetSource(),
      onOpened: (source) => {
        this.cameraLock.use(source.lock);
        this.cameraEffects.use(source.effects);
        if (source.kind === 'camera') void this.cameras.look();
        this.hiding.zones.open(source); // before its first frame
        this.engine.feed(source);
      },
    });
    this.variants = new VariantsState({
      engine: () => this.engine.now,
      inUse: () => this.engine.found.variant,
      tell,
    });
    this.hiding = new Hiding({
      readPreferences,
      keepPreferences,
      later,
      choose: (choice) => this.engine.now?.choose(choice),
      point: (request) => this.engine.now?.point(request),
      show: (zones) => this.set({ zones }),
      can,
      tell,
    });
    this.room = new Room({
      later,
      look: (milliseconds) => this.engine.now?.learn(milliseconds),
      bring: (picture) => this.engine.now?.bringRoom(picture),
      kind: () => this.sources.current?.kind,
      can,
      tell,
    });
  }

  /** Whether the page is the picture and nothing else. */
  get onlyPicture(): boolean {
    return this.#options.only === 'picture';
  }
  /** The size of the picture alone, px; undefined if it fills the window. */
  get pictureSize(): PictureSize | undefined {
    return this.onlyPicture ? this.#options.size : undefined;
  }
  get settings(): Settings {
    return this.#settings;
  }
  /** What the page can offer now. */
  get can(): Possible {
    const hasPicture = this.picture.size !== undefined;
    const kind = this.sources.current?.kind;
    return possibleWith(this.engine.state, this.#settings, hasPicture, kind);
  }
  /** Whether there is a remembered room. */
  get remembers(): boolean {
    return this.can.remember && this.#settings.remember;
  }

  get #doing(): Doing {
    const { people, things } = this.hiding;
    return {
      engine: this.engine.state,
      source: this.sources.life,
      title: this.sources.current?.title,
      settings: this.#settings,
      remembers: this.remembers,
      shutterShows: this.picture.shutterShows,
      hasPicture: this.picture.size !== undefined,
      details: [this.cameraEffects.sentence, people.sentence, things.sentence],
    };
  }

  /**
   * Starts the engine on the canvas, and a source if the address asks for one or there is no camera to wait for.
   * @param nextCanvas replaces the canvas, for an engine that takes over
   * @returns a function that ends both
   */
  start(canvas: HTMLCanvasElement, nextCanvas: () => Promise<HTMLCanvasElement>): () => void {
    const listen = (message: FromEngine) => this.#hear(message);
    if (!this.engine.start({ canvas, nextCanvas, listen })) return () => {};
    this.engine.now?.set(this.#settings);
    this.sources.begin(this.#options.source);
    const endChoice = this.cameras.begin();
    return () => {
      endChoice();
      this.sources.stop();
      this.engine.end();
    };
  }

  set(changes: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...changes };
    const { remember, split, margin } = this.#settings;
    this.#surroundings.keepPreferences({ remember, split, margin });
    if (!this.can.views.includes(this.#settings.view)) {
      this.#settings = { ...this.#settings, view: 'cloaked' };
    }
    this.hiding.endImpossible();
    this.room.endImpossible();
    this.engine.now?.set(this.#settings);
  }

  /** Closes or opens the shutter. */
  toggleShutter(): void {
    this.set({ shutter: !this.#settings.shutter });
  }

  /** Forgets the current source, if there is one, before it is stopped. */
  #forgetSource(): void {
    if (this.sources.current) {
      this.outlets.onPictureEnd();
      this.status.clear();
    }
    this.outlets.cancelSnapshot();
    this.room.close();
    this.cameraLock.use(undefined);
    this.cameraEffects.use(undefined);
    this.hiding.close();
    this.engine.now?.stop();
    this.picture.cover();
  }

  #hear(message: FromEngine): void {
    this.variants.hear(message);
    this.engine.hear(message);
    const source = this.sources.current;
    this.picture.hear(message, this.engine.isFedBy(source) ? source : undefined);
    this.outlets.hear(message);
    switch (message.kind) {
      case 'ready':
        this.set({}); // some views may no longer be available
        if (this.#isRestarting) {
          this.outlets.onOtherEngine();
          this.hiding.things.takeAgain();
        }
        this.#isRestarting = false;
        this.engine.feed(source);
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
      case 'restarting': // the source is fed again once the other engine is ready
        this.#isRestarting = true;
        this.#cover();
        if (source?.hasOwnPace) this.sources.stop(message.sentence); // a film's frames cannot be read again
        this.status.show(message.sentence);
        break;
      case 'recovered':
      case 'notice':
        this.status.show(message.sentence);
        break;
      case 'people':
        if (this.can.choose) this.hiding.people.hear(message.people);
        break;
      case 'things':
        if (source) this.hiding.things.hear(message.things);
        break;
      case 'room-brought':
        if (source) this.status.show(message.sentence);
        break;
      case 'stats':
        this.room.hear(message.room);
        break;
      case 'problem':
        if (message.fatal) this.sources.stop();
        else this.status.clear();
        break;
      default: // the other kinds are for the parts that heard it above
    }
  }

  /** Ends whatever was started on the picture that disappears. */
  #cover(): void {
    this.room.learn.cancel();
    this.hiding.people.clear();
  }
}
