// Turns off what a camera or the system does to the picture before Vanish gets it: a blurred background shows the
// outline of whoever is removed, and automatic framing moves the picture.
// https://w3c.github.io/mediacapture-extensions/ (backgroundBlur, faceFraming, configurationchange)

import { inTime } from '../awake-time.ts';

/** Effects that a cloak cannot work with. */
const EFFECTS = ['backgroundBlur', 'faceFraming'] as const;
export type CameraEffect = (typeof EFFECTS)[number];

/** How often they are turned off, at most: the user or another program may keep turning them on. */
const MOST_TIMES = 3;
/** How long a camera may take to turn them off, ms. */
const OFF_WITHIN = 1000;

export interface CameraEffects {
  /** Those that are on and stay on. */
  readonly active: readonly CameraEffect[];
  /** Whether any was turned off. */
  readonly haveChanged: boolean;
  /** Calls back whenever `active` has changed. */
  follow(onChange: () => void): void;
  /** Turns on again what was turned off, for other programs. Never rejects. */
  restore(): Promise<void>;
}

/** What is needed of a camera's track; tests pass their own. */
export type EffectsTrack = Pick<
  MediaStreamTrack,
  | 'getCapabilities'
  | 'getSettings'
  | 'applyConstraints'
  | 'addEventListener'
  | 'removeEventListener'
>;

/** Turns the effects off, now and whenever one is turned on. Never rejects; resolves within a second. */
export async function createCameraEffects(track: EffectsTrack): Promise<CameraEffects> {
  const turnedOff = new Set<CameraEffect>();
  let active: CameraEffect[] = [];
  let times = 0;
  let tell = () => {};

  const nowOn = () => EFFECTS.filter((effect) => track.getSettings()[effect]);
  /** In one advanced set, with nothing else in it, as in camera-lock.ts. */
  async function apply(effects: Iterable<CameraEffect>, isOn: boolean): Promise<void> {
    const set = Object.fromEntries([...effects].map((effect) => [effect, isOn]));
    if (Object.keys(set).length === 0) return;
    await track.applyConstraints({ advanced: [set] }).catch(() => {}); // whether it worked shows in the settings
  }

  const inASecond = (applied: Promise<void>) =>
    inTime(applied, OFF_WITHIN, 'no answer').catch(() => {});

  /** @param asked the effects that were to be turned off */
  function note(asked: readonly CameraEffect[]): void {
    const before = active.join();
    active = nowOn();
    for (const effect of asked) if (!active.includes(effect)) turnedOff.add(effect);
    if (active.join() !== before) tell();
  }

  async function turnOff(): Promise<void> {
    // Firefox lacked getCapabilities for a long time.
    const capabilities = track.getCapabilities?.() ?? {};
    const on = nowOn();
    const possible = on.filter((effect) => capabilities[effect]?.includes(false));
    const asked = possible.length > 0 && times++ < MOST_TIMES ? possible : [];
    await inASecond(apply(asked, false).then(() => note(asked))); // a late answer counts, too
    note(asked);
  }

  const onConfiguration = () => void turnOff();
  track.addEventListener('configurationchange', onConfiguration);
  await turnOff();
  return {
    get active() {
      return active;
    },
    get haveChanged() {
      return turnedOff.size > 0;
    },
    follow(onChange) {
      tell = onChange;
    },
    restore() {
      tell = () => {};
      track.removeEventListener('configurationchange', onConfiguration);
      return inASecond(apply(turnedOff, true));
    },
  };
}
