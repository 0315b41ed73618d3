// The available cameras, and the preferred one with its mode: remembered between visits, and updated when one is
// plugged in or out.
import type { CameraInfo, CameraRequest } from '../../sources/camera.ts';
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
  #request: CameraRequest = $state.raw({});

  constructor(needs: CameraChoiceNeeds) {
    this.#needs = needs;
    const { camera: deviceId, height, frameRate } = needs.readPreferences();
    this.#request = { deviceId, height, frameRate };
  }

  /** Empty until a camera was allowed, since browsers do not list them before. */
  get all(): readonly CameraInfo[] {
    return this.#all;
  }
  /** What to open. If the browser does not find the camera, it uses another. */
  get request(): CameraRequest {
    return this.#request;
  }

  want(changes: CameraRequest): void {
    this.#request = { ...this.#request, ...changes };
    const { deviceId: camera, height, frameRate } = this.#request;
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
