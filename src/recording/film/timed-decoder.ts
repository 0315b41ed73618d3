// Decodes films with frames that are never shown, and films that are damaged. mediabunny assigns each picture the next
// packet's time, so that a packet without a picture shifts all that follow. Here a picture keeps the time of its own
// packet.
import { EncodedPacketSink, VideoSample, type InputVideoTrack } from 'mediabunny';

/** At most this many packets are in the decoder. */
const AT_ONCE = 8;

/**
 * The track's frames from the last key frame at or before `from` on. After a packet that cannot be decoded, they
 * continue at the next key frame.
 * @param from s
 * @param onGap called with the time (s) from which on frames are missing
 * @returns the caller closes each frame
 */
export async function* decodeWithOwnTimes(
  track: InputVideoTrack,
  from: number,
  onGap: (at: number) => void,
): AsyncGenerator<VideoSample> {
  const config = (await track.getDecoderConfig())!;
  const rotation = await track.getRotation();
  const flip = await track.getFlip();
  const resolution = await track.getTimeResolution();
  const exact = (seconds: number) => Math.round(seconds * resolution) / resolution;
  const decoded: VideoSample[] = [];
  let decoder: VideoDecoder | undefined;
  let end = 0; // s, of the last frame
  let moved = () => {}; // the decoder has done something

  function open(): VideoDecoder {
    const opened = new VideoDecoder({
      output(frame) {
        const sample = new VideoSample(frame);
        sample.setTimestamp(exact(sample.timestamp));
        sample.setDuration(exact(sample.duration));
        sample.setRotation(rotation);
        sample.setFlip(flip);
        decoded.push(sample);
        end = sample.timestamp + sample.duration;
      },
      error: () => decoder === opened && lose(),
    });
    opened.addEventListener('dequeue', () => moved());
    opened.configure(config);
    return opened;
  }

  function lose(): void {
    if (decoder?.state === 'configured') decoder.close();
    decoder = undefined;
    onGap(end);
    moved();
  }

  const sink = new EncodedPacketSink(track);
  const options = { verifyKeyPackets: true };
  const start = (await sink.getKeyPacket(from, options)) ?? (await sink.getFirstKeyPacket(options));
  try {
    for await (const packet of sink.packets(start ?? undefined, undefined, options)) {
      if (!decoder && packet.type !== 'key') continue;
      decoder ??= open();
      try {
        decoder.decode(packet.toEncodedVideoChunk());
      } catch {
        lose(); // the packet only pretends to be a key frame
      }
      while (decoder && decoder.decodeQueueSize > AT_ONCE) {
        await new Promise<void>((resolve) => (moved = resolve));
      }
      while (decoded.length > 0) yield decoded.shift()!;
    }
    await decoder?.flush().catch(() => {}); // onGap was called
    while (decoded.length > 0) yield decoded.shift()!;
  } finally {
    if (decoder?.state === 'configured') decoder.close();
    for (const sample of decoded) sample.close();
  }
}
