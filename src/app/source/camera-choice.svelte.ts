// Which cameras there are, and which one is wanted in which mode: kept until the next visit, and followed when one
// is plugged in or out.
import type { CameraInfo, CameraWishes } from '../../sources/camera.ts';
import type { Preferences } from '../session/preferences.ts';

/** What the choice asks of the browser. */
export interface CameraChoiceNeeds {
  listCameras: () => Promise<CameraInfo[]>;
  /** @returns ends it */
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

  /** Empty until a camera was allowed: before, browsers tell nothing of them. */
  get all(): readonly CameraInfo[] {
    return this.#all;
  }
  /** What to open; a browser that does not find the camera takes another. */
  get wishes(): CameraWishes {
    return this.#wishes;
  }

  want(changes: CameraWishes): void {
    this.#wishes = { ...this.#wishes, ...changes };
    const { deviceId: camera, height, frameRate } = this.#wishes;
    this.#needs.keepPreferences({ camera, height, frameRate });
  }

  /** @returns ends it */
  begin(): () => void {
    return this.#needs.followCameras(() => void this.look());
  }

  async look(): Promise<void> {
    this.#all = await this.#needs.listCameras();
  }
}
