// The cloaked picture in a small window on top of all others (picture-in-picture).
import { createVideo } from '../../sources/frames.ts';
import { openOutputTrack } from '../../engine/output-track.ts';

/** Writes every displayed picture to the stream: the engine. */
type OutputSource = (frames: WritableStream<VideoFrame>) => void;

export class SmallWindow {
  readonly #output: OutputSource;
  #video: HTMLVideoElement | undefined;
  #isOpen = $state(false);

  /** @param output called with the stream that every picture is to be written to */
  constructor(output: OutputSource) {
    this.#output = output;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }
  get canBeOpened(): boolean {
    return document.pictureInPictureEnabled;
  }

  /** @param canvas the engine's @throws Error if the browser refuses */
  async toggle(canvas: HTMLCanvasElement): Promise<void> {
    if (this.#video) {
      await document.exitPictureInPicture();
      return;
    }
    const { track, frames } = openOutputTrack(canvas);
    const video = createVideo();
    this.#video = video;
    const close = () => {
      track.stop();
      video.srcObject = null;
      this.#video = undefined;
      this.#isOpen = false;
    };
    video.addEventListener('leavepictureinpicture', close);
    try {
      video.srcObject = new MediaStream([track]);
      if (frames) this.#output(frames);
      await video.play(); // with the first picture
      await video.requestPictureInPicture();
      this.#isOpen = true;
    } catch (error) {
      close();
      throw error;
    }
  }
}
