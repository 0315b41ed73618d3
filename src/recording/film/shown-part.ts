// What players show of a film's picture: not what its owner cut away with an edit list, nor frames that are there
// for the decoder only.
import {
  EncodedPacketSink,
  type EncodedPacket,
  type InputAudioTrack,
  type InputVideoTrack,
} from 'mediabunny';
import { readEdits } from './edit-list.ts';
import { isHidden, mayHide } from './hidden-frames.ts';

export interface ShownPart {
  /** Frames that are shown. */
  frames: number;
  /** When the first of them comes by the film's own clock, s. What comes earlier is cut away. */
  from: number;
  /** When the last of them ends, by the same clock, s. */
  to: number;
  /** s by which players show every frame earlier: where the cut goes through a frame, the next is the first. */
  early: number;
  hasHidden: boolean;
}

/** Times are rounded in files, s. */
const ROUNDED = 0.0015;

/** Whether the frame that begins then (s, by the film's own clock) is shown. */
export function isShown({ from, to }: ShownPart, timestamp: number): boolean {
  return timestamp >= from - ROUNDED && timestamp < to - ROUNDED / 2;
}

/** Thrown where showing all of the film would show what was cut away. */
export class CutFilmError extends Error {}

/** @throws CutFilmError if the film is put together of parts in a way that cannot be followed */
export async function findShownPart(file: Blob, track: InputVideoTrack): Promise<ShownPart> {
  const edit = (await readEdits(file)).get(track.id);
  if (edit && !edit.isSimple) throw new CutFilmError();
  return measure(packetsOf(track), await track.getCodec(), edit?.end ?? Infinity);
}

/** Where the sound is cut off by an edit list, s; Infinity if it is not. @throws CutFilmError likewise */
export async function findSoundEnd(file: Blob, track: InputAudioTrack | null): Promise<number> {
  const edit = track && (await readEdits(file)).get(track.id);
  if (edit && !edit.isSimple) throw new CutFilmError();
  return edit?.end ?? Infinity;
}

/** As `findShownPart`, of packets in any order. @param end where the edit ends, s */
export async function measure(
  packets: AsyncIterable<
    Pick<EncodedPacket, 'timestamp' | 'duration' | 'data'> & { isMetadataOnly?: boolean }
  >,
  codec: Awaited<ReturnType<InputVideoTrack['getCodec']>>,
  end: number,
): Promise<ShownPart> {
  let [frames, from, to] = [0, Infinity, 0];
  let cut = -Infinity; // where the last frame ends that begins before the film does
  let hasHidden = false;
  for await (const { timestamp, duration, data, isMetadataOnly } of packets) {
    if (mayHide(codec) && !isMetadataOnly && isHidden(codec, data)) {
      hasHidden = true;
      continue;
    }
    if (timestamp >= end - ROUNDED) continue;
    if (timestamp < -ROUNDED) {
      cut = Math.max(cut, timestamp + duration);
      continue;
    }
    frames++;
    from = Math.min(from, timestamp);
    to = Math.max(to, timestamp + duration);
  }
  const isThroughFrame = frames > 0 && cut > ROUNDED && from <= cut + ROUNDED;
  const early = isThroughFrame ? from : 0;
  return { frames, from, to: Math.min(end, to), early, hasHidden };
}

/** All that the film's index tells of, with their data where they are needed and there: a film may be cut off. */
async function* packetsOf(track: InputVideoTrack): AsyncGenerator<EncodedPacket> {
  const needsData = mayHide(await track.getCodec());
  const sink = new EncodedPacketSink(track);
  const whole = needsData ? sink.packets() : undefined;
  for await (const packet of sink.packets(undefined, undefined, { metadataOnly: true })) {
    yield (await whole?.next())?.value ?? packet;
  }
}
