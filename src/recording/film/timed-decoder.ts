// Decodes films with frames that are never shown. mediabunny assigns each picture the next packet's time, so that a
// hidden frame shifts all that follow. Here a picture keeps the time of its own packet.
import { CustomVideoDecoder, VideoSample, registerDecoder, type EncodedPacket } from 'mediabunny';

/** At most this many packets are in the decoder. */
const AT_ONCE = 8;

/**
 * Marks the configuration of a track that is decoded here. mediabunny passes on copies of it, and copies keep the mark.
 */
const OWN_TIMES = Symbol('own times');
let isRegistered = false;

/** From now on, the track with this configuration is decoded here. */
export function decodeWithOwnTimes(config: VideoDecoderConfig): void {
  Object.assign(config, { [OWN_TIMES]: true });
  if (!isRegistered) registerDecoder(TimedDecoder);
  isRegistered = true;
}

class TimedDecoder extends CustomVideoDecoder {
  #decoder: VideoDecoder | undefined;

  static override supports(_codec: string, config: VideoDecoderConfig): boolean {
    return OWN_TIMES in config;
  }

  init(): void {
    this.#decoder = new VideoDecoder({
      output: (frame) => this.onSample(new VideoSample(frame)),
      error: (error) => this.onError(error),
    });
    this.#decoder.configure(this.config);
  }

  async decode(packet: EncodedPacket): Promise<void> {
    const decoder = this.#decoder!;
    decoder.decode(packet.toEncodedVideoChunk());
    while (decoder.state === 'configured' && decoder.decodeQueueSize > AT_ONCE) {
      await new Promise((resolve) => decoder.addEventListener('dequeue', resolve, { once: true }));
    }
  }

  async flush(): Promise<void> {
    await this.#decoder!.flush();
  }

  close(): void {
    if (this.#decoder?.state !== 'closed') this.#decoder?.close();
  }
}
