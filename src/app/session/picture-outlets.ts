// Where cloaked pictures go besides the canvas: to the recorder, to a stream, and into a snapshot.
import type { Engine } from '../../engine/client.ts';
import type { FromEngine } from '../../engine/messages.ts';

type OutletEngine = Pick<Engine, 'record' | 'endRecording' | 'output' | 'snapshot'>;

export class PictureOutlets {
  readonly #engine: () => OutletEngine | undefined;
  #takeSnapshot: ((picture: Blob) => void) | undefined;
  /** Set by the recording. Called before the source's pictures end: it is stopped, lost or replaced, or the engine fails. */
  onPictureEnd: () => void = () => {};
  /** Likewise. Called when another engine has taken over: a recorder must pass in another port. */
  onOtherEngine: () => void = () => {};

  constructor(engine: () => OutletEngine | undefined) {
    this.#engine = engine;
  }

  /** Also sends every picture through the port, and shows only cloaked ones, until `endRecording`. */
  record(port: MessagePort, beside: boolean): void {
    this.#engine()?.record(port, beside);
  }

  endRecording(): void {
    this.#engine()?.endRecording();
  }

  /** Also writes every displayed picture to this stream. Takes ownership of it. */
  output(frames: WritableStream<VideoFrame>): void {
    this.#engine()?.output(frames);
  }

  /** The next cloaked picture as PNG. Never resolves if the source ends first. */
  snapshot(): Promise<Blob> {
    this.#engine()?.snapshot();
    return new Promise((resolve) => (this.#takeSnapshot = resolve));
  }

  hear(message: FromEngine): void {
    if (message.kind === 'snapshot') this.#takeSnapshot?.(message.picture);
    if (message.kind === 'restarting') this.cancelSnapshot();
  }

  /** No picture of the current source is delivered any more. */
  cancelSnapshot(): void {
    this.#takeSnapshot = undefined;
  }
}
