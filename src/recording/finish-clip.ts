// Completes a clip's file: the crash-safe fragments become an ordinary file with a duration and an index for seeking.
// Packets are copied, nothing is re-encoded.
import { BlobSource, Conversion, EncodedPacketSink, Input, MP4, WEBM } from 'mediabunny';
import type { Clip } from './clip.ts';
import type { ClipDraft, ClipStore } from './clip-store.ts';
import { wholeFile } from './whole-file.ts';
import { wholeFragments } from './whole-fragments.ts';
import { sentenceOf } from '../sentence-of.ts';

/**
 * Finishes the draft, whatever happened to its stream: its file counts.
 * @param kept the most people who were kept in the picture at once
 * @returns undefined if the file does not hold a single complete picture
 * @throws DiskFullError if there is no room for the finished file; the complete fragments are then kept, unfinished
 */
export async function finishClip(draft: ClipDraft, kept = 0): Promise<Clip | undefined> {
  closeFile(draft);
  const isMp4 = draft.clip.type === 'video/mp4';
  const file = await draft.read();
  const length = isMp4 ? await wholeFragments(file) : file.size;
  if (length === 0) return undefined;

  using input = new Input({ source: new BlobSource(file.slice(0, length)), formats: [MP4, WEBM] });
  if (!(await hasPicture(input))) return undefined;
  try {
    const output = wholeFile(draft.clip.type, await draft.rewrite());
    const conversion = await Conversion.init({ input, output, showWarnings: false });
    await conversion.execute();
    return await draft.finish(await input.computeDuration(), kept);
  } catch (error) {
    await draft.keepAsIs(length);
    throw error;
  }
}

function closeFile(draft: ClipDraft): void {
  try {
    draft.close();
  } catch {
    // What could not be written is not in the file.
  }
}

/** Whether the file, which may end anywhere, has a picture. */
async function hasPicture(input: Input): Promise<boolean> {
  if (!(await input.canRead())) return false;
  const track = await input.getPrimaryVideoTrack();
  return track !== null && (await new EncodedPacketSink(track).getFirstPacket()) !== null;
}

/** An interrupted recording in its current state. */
export interface Recovered {
  clip: Clip;
  /** Why it could not be finished. Its file can be saved as it is. */
  problem?: string;
}

/** Finishes interrupted recordings. Removes empty ones, and films, whose parts cannot be played. */
export async function recoverClips(store: ClipStore): Promise<Recovered[]> {
  const recovered: Recovered[] = [];
  for (const clip of await store.list()) {
    if (clip.isFinished) continue;
    let draft: ClipDraft;
    try {
      draft = await store.resume(clip.id);
    } catch {
      continue; // another tab has it open
    }
    try {
      const whole = clip.kind === 'recording' ? await finishClip(draft) : undefined;
      if (whole) recovered.push({ clip: whole });
      else await store.remove(clip.id);
    } catch (error) {
      recovered.push({ clip, problem: sentenceOf(error) });
    } finally {
      draft.release();
    }
  }
  return recovered;
}
