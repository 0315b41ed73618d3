// The part of a film's picture that players show: without what its owner trimmed with an edit list, and without frames
// that only the decoder needs.
import {
  EncodedPacketSink,
  type EncodedPacket,
  type InputAudioTrack,
  type InputVideoTrack,
} from 'mediabunny';
import { readEdits } from './edit-list.ts';
import { isHidden, mayHide } from './hidden-frames.ts';

export interface ShownPart {
  /** How many frames are shown. */
  frames: number;
  /** When the first of them starts on the film's own clock, s. Anything earlier is trimmed. */
  from: number;
  /** When the last of them ends on that clock, s. */
  to: number;
  /** s by which players show every frame earlier. If the cut goes through a frame, the next one is the first. */
  early: number;
  hasHidden: boolean;
}

/** When a frame starts on the film's own clock, and how long it lasts, s. */
type FrameTime = Pick<EncodedPacket, 'timestamp' | 'duration'>;

/** How long a frame lasts at most if the film does not say it, s: in some files, the last one has no duration. */
export const UNKNOWN = 1 / 15;
/** Tolerance for rounded times in files, s. */
const ROUNDED = 0.0015;

/** The tolerance for a frame of that duration (s): in a film with a high frame rate, less than one frame. */
function toleranceOf(duration: number): number {
  return duration > 0 ? Math.min(ROUNDED, duration / 2) : ROUNDED;
}

/** Whether players show the frame. */
export function isShown({ from, to }: ShownPart, { timestamp, duration }: FrameTime): boolean {
  const tolerance = toleranceOf(duration);
  return timestamp >= from - tolerance && timestamp < to - tolerance / 2;
}

/** Thrown if the whole film would show parts that were trimmed. */
export class CutFilmError extends Error {}

/** @throws CutFilmError if the film is assembled from parts in a way that cannot be followed */
export async function findShownPart(file: Blob, track: InputVideoTrack): Promise<ShownPart> {
  const edit = (await readEdits(file)).get(track.id);
  if (edit && !edit.isSimple) throw new CutFilmError();
  return measure(packetsOf(track), await track.getCodec(), edit?.end ?? Infinity);
}

/** Where an edit list cuts off the sound, s; Infinity if none does. @throws CutFilmError likewise */
export async function findSoundEnd(file: Blob, track: InputAudioTrack | null): Promise<number> {
  const edit = track && (await readEdits(file)).get(track.id);
  if (edit && !edit.isSimple) throw new CutFilmError();
  return edit?.end ?? Infinity;
}

/** Like `findShownPart`, given packets in any order. @param end where the edit ends, s */
export async function measure(
  packets: AsyncIterable<FrameTime & Pick<EncodedPacket, 'data'> & { isMetadataOnly?: boolean }>,
  codec: Awaited<ReturnType<InputVideoTrack['getCodec']>>,
  end: number,
): Promise<ShownPart> {
  let frames = 0;
  let from = Infinity;
  let to = 0;
  let cut = -Infinity; // the end of the last frame that starts before the film does
  let usual = UNKNOWN; // the duration of a frame without one
  let hasHidden = false;
  for await (const { timestamp, duration, data, isMetadataOnly } of packets) {
    if (mayHide(codec) && !isMetadataOnly && isHidden(codec, data)) {
      hasHidden = true;
      continue;
    }
    const tolerance = toleranceOf(duration);
    if (timestamp >= end - tolerance) continue;
    if (timestamp < -tolerance) {
      cut = Math.max(cut, timestamp + duration);
      continue;
    }
    frames++;
    from = Math.min(from, timestamp);
    if (duration > 0) usual = duration;
    to = Math.max(to, timestamp + (duration || usual));
  }
  const isThroughFrame = frames > 0 && cut > ROUNDED && from <= cut + ROUNDED;
  const early = isThroughFrame ? from : 0;
  return { frames, from, to: Math.min(end, to), early, hasHidden };
}

/** All packets in the film's index, with their data if it is needed and exists: a film may be truncated. */
async function* packetsOf(track: InputVideoTrack): AsyncGenerator<EncodedPacket> {
  const needsData = mayHide(await track.getCodec());
  const sink = new EncodedPacketSink(track);
  const whole = needsData ? sink.packets() : undefined;
  for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
    yield (await whole?.next())?.value ?? packet;
  }
}
