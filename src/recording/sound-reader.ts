// Reads a microphone's stream: its loudness, and its pieces for the recording.
import { createStreamClock } from '../sources/stream-clock.ts';

export interface SoundFormat {
  /** Sound frames per second. */
  rate: number;
  channels: number;
}

export interface SoundPiece {
  /** 32-bit floats, channel by channel. */
  samples: Float32Array<ArrayBuffer>;
  /** When it starts, ms since 1970. */
  wall: number;
}

export interface SoundReader {
  /** Undefined until the first piece has arrived. */
  readonly format: SoundFormat | undefined;
  /** Resolves with the first piece, or once it is clear that there will be none. */
  readonly begun: Promise<void>;
  /** Called with every piece while set. */
  listener: ((piece: SoundPiece) => void) | undefined;
  stop(): void;
}

/** ms between two reports of the level. */
const LEVEL_INTERVAL = 80;

/** The loudest sample of a piece on a scale of 60 dB: 0 is silent, 1 is full scale. */
export function levelOf(samples: Float32Array): number {
  const peak = samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
  return Math.min(1, Math.max(0, 1 + (20 * Math.log10(Math.max(peak, 1e-6))) / 60));
}

/** @param tellLevel called a few times a second with 0..1 */
export function createSoundReader(
  stream: ReadableStream<AudioData>,
  tellLevel: (level: number) => void,
): SoundReader {
  const clock = createStreamClock();
  const reader = stream.getReader();
  let format: SoundFormat | undefined;
  let tellBegun = () => {};
  const begun = new Promise<void>((resolve) => (tellBegun = resolve));
  let toldAt = 0;
  let level = 0;

  function hear(data: AudioData): void {
    const arrival = performance.timeOrigin + performance.now();
    // It arrived once it was complete.
    const wall = clock.toWall(data.timestamp, arrival - data.duration / 1000);
    const { sampleRate: rate, numberOfChannels: channels, numberOfFrames: frames } = data;
    format ??= { rate, channels };
    tellBegun();
    const samples = new Float32Array(frames * channels);
    for (let planeIndex = 0; planeIndex < channels; planeIndex++) {
      const plane = samples.subarray(planeIndex * frames, (planeIndex + 1) * frames);
      data.copyTo(plane, { planeIndex, format: 'f32-planar' });
    }
    // If a device changed its rate, its sound would play too fast. Silence is better.
    if (rate === format.rate && channels === format.channels) made.listener?.({ samples, wall });
    level = Math.max(level, levelOf(samples));
    if (arrival - toldAt >= LEVEL_INTERVAL) {
      tellLevel(level);
      [toldAt, level] = [arrival, 0];
    }
  }

  async function read(): Promise<void> {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      try {
        hear(value);
      } finally {
        value.close();
      }
    }
  }
  read()
    .catch(() => {}) // a broken device is as gone as an unplugged one; the page reports it
    .finally(() => {
      tellBegun();
      tellLevel(0);
    });

  const made: SoundReader = {
    get format() {
      return format;
    },
    begun,
    listener: undefined,
    stop: () => void reader.cancel().catch(() => {}),
  };
  return made;
}
