// Makes the clip's file whole: what was written in fragments, safe from a crash, becomes an ordinary
// file with a duration and an index to seek by. Packets are copied, nothing is encoded again.
import { BlobSource, Conversion, EncodedPacketSink, Input, MP4, WEBM } from 'mediabunny';
import type { Clip } from './clip.ts';
import type { ClipDraft, ClipStore } from './clip-store.ts';
import { wholeFile } from './whole-file.ts';
import { wholeFragments } from './whole-fragments.ts';
import { sentenceOf } from '../sentence-of.ts';

/**
 * Finishes the draft, whatever became of its stream: what is in its file counts.
 * @param kept so many people were kept in its picture, at the most
 * @returns undefined if there is not a single whole picture in it
 * @throws NoRoomError if there is no room for the finished file; the whole fragments are kept then, unfinished
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

/** Whether there is one, in a file that may break off anywhere. */
async function hasPicture(input: Input): Promise<boolean> {
  if (!(await input.canRead())) return false;
  const track = await input.getPrimaryVideoTrack();
  return track !== null && (await new EncodedPacketSink(track).getFirstPacket()) !== null;
}

/** A recording that was cut short, as it is now. */
export interface Recovered {
  clip: Clip;
  /** Why it could not be finished; its file can be saved as it is. */
  problem?: string;
}

/**
 * Finishes the recordings that were left behind, and removes those with nothing in them, and films: what there
 * is of them cannot be played.
 */
export async function recoverClips(store: ClipStore): Promise<Recovered[]> {
  const recovered: Recovered[] = [];
  for (const clip of await store.list()) {
    if (clip.isFinished) continue;
    let draft: ClipDraft;
    try {
      draft = await store.resume(clip.id);
    } catch {
      continue; // another tab is at it
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
