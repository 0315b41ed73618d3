// The available cameras, and the preferred one with its mode: remembered between visits, and updated when one is
// plugged in or out.
import type { CameraInfo, CameraWishes } from '../../sources/camera.ts';
import type { Preferences } from '../session/preferences.ts';

/** What the choice needs of the browser. */
export interface CameraChoiceNeeds {
  listCameras: () => Promise<CameraInfo[]>;
  /** @returns a function that ends it */
  followCameras: (onChange: () => void) => () => void;
  readPreferences: () => Partial<Preferences>;
  keepPreferences: (changes: Partial<Preferences>) => void;
}

export class CameraChoice {
  readonly #needs: CameraChoiceNeeds;
  #all: CameraInfo[] = $state.raw([]);
  #wishes: CameraWishes = $state.raw({});

  constructor(needs: CameraChoiceNeeds) {
    this.#needs = needs;
    const { camera: deviceId, height, frameRate } = needs.readPreferences();
    this.#wishes = { deviceId, height, frameRate };
  }

  /** Empty until a camera was allowed, since browsers do not list them before. */
  get all(): readonly CameraInfo[] {
    return this.#all;
  }
  /** What to open. If the browser does not find the camera, it uses another. */
  get wishes(): CameraWishes {
    return this.#wishes;
  }

  want(changes: CameraWishes): void {
    this.#wishes = { ...this.#wishes, ...changes };
    const { deviceId: camera, height, frameRate } = this.#wishes;
    this.#needs.keepPreferences({ camera, height, frameRate });
  }

  /** @returns a function that ends it */
  begin(): () => void {
    return this.#needs.followCameras(() => void this.look());
  }

  async look(): Promise<void> {
    this.#all = await this.#needs.listCameras();
  }
}
