// Which cameras there are, and which one is wanted: kept until the next visit, and followed when one is plugged
// in or out.
import type { CameraInfo } from '../sources/camera.ts';
import type { Kept } from './kept.ts';

/** What the choice asks of the browser. */
export interface CameraChoiceNeeds {
  listCameras: () => Promise<CameraInfo[]>;
  /** @returns ends it */
  followCameras: (onChange: () => void) => () => void;
  readKept: () => Partial<Kept>;
  keep: (changes: Partial<Kept>) => void;
}

export class CameraChoice {
  readonly #needs: CameraChoiceNeeds;
  #all: CameraInfo[] = $state.raw([]);
  #wanted: string | undefined;

  constructor(needs: CameraChoiceNeeds) {
    this.#needs = needs;
    this.#wanted = needs.readKept().camera;
  }

  /** Empty until a camera was allowed: before, browsers tell nothing of them. */
  get all(): readonly CameraInfo[] {
    return this.#all;
  }
  /** The id of the camera to open; a browser that does not find it takes another. */
  get wanted(): string | undefined {
    return this.#wanted;
  }

  want(id: string): void {
    this.#wanted = id;
    this.#needs.keep({ camera: id });
  }

  /** @returns ends it */
  begin(): () => void {
    return this.#needs.followCameras(() => void this.look());
  }

  async look(): Promise<void> {
    this.#all = await this.#needs.listCameras();
  }
}
