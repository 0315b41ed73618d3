// Reads the frames of a film one after the other, also of a film that is damaged in its middle.
import { VideoSampleSink, type InputVideoTrack, type VideoSample } from 'mediabunny';
import { inTime } from '../../awake-time.ts';
import type { ShownPart } from './shown-part.ts';
import { decodeWithOwnTimes } from './timed-decoder.ts';

/** How long a decoder may take for a frame, ms. */
const DECODES_WITHIN = 60_000;

/**
 * The film's frames in their order. Where they cannot be decoded, they continue at the next key frame. They end where the
 * file cannot be read any further, or the decoder stops answering.
 * @param onGap called with the time (s, on the film's own clock) from which on frames cannot be decoded
 * @returns the caller closes each frame
 * @throws Error if not even the first frame can be read
 */
export async function* readFrames(
  track: InputVideoTrack,
  part: ShownPart,
  onGap: (at: number) => void,
): AsyncGenerator<VideoSample> {
  let isFirst = true;
  try {
    for await (const sample of eachInTime(decodedFrames(track, part, onGap))) {
      isFirst = false;
      yield sample;
    }
  } catch (error) {
    if (isFirst) throw error;
  }
}

/** The same frames. @throws Error where the next one takes longer than a minute */
export async function* eachInTime<Frame>(frames: AsyncGenerator<Frame>): AsyncGenerator<Frame> {
  let isWaiting = false;
  try {
    for (;;) {
      isWaiting = true;
      const next = await inTime(frames.next(), DECODES_WITHIN, 'the decoder stopped answering');
      isWaiting = false;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    const ending = frames.return(undefined).catch(() => {});
    if (!isWaiting) await ending; // otherwise it may never end
  }
}

async function* decodedFrames(
  track: InputVideoTrack,
  { hasHidden }: ShownPart,
  onGap: (at: number) => void,
): AsyncGenerator<VideoSample> {
  // A decoder with times of its own leaves transparency out.
  const mayHaveOwnTimes = !(await track.canBeTransparent());
  let last = -Infinity;
  let end = 0;
  if (!hasHidden || !mayHaveOwnTimes) {
    try {
      for await (const sample of new VideoSampleSink(track).samples()) {
        last = sample.timestamp;
        end = last + sample.duration;
        yield sample;
      }
      return;
    } catch (error) {
      // mediabunny dropped what it had decoded before the damage, and reads nothing after it.
      if (!isDecoderError(error)) throw error;
      if (!mayHaveOwnTimes) {
        onGap(end);
        return;
      }
    }
  }
  for await (const sample of decodeWithOwnTimes(track, last, onGap)) {
    if (sample.timestamp > last) yield sample;
    else sample.close();
  }
}

/** Whether the browser could not decode something, or took away a decoder that was idle for long. */
function isDecoderError(error: unknown): boolean {
  return error instanceof DOMException && DECODER_ERRORS.includes(error.name);
}

const DECODER_ERRORS = ['EncodingError', 'DataError', 'OperationError', 'QuotaExceededError'];
