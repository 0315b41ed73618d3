// Compares the pictures of a recorded clip with the synthetic room at the same moment. For long-worker.ts.
import { ALL_FORMATS, BlobSource, Input, VideoSampleSink } from 'mediabunny';
import { residue } from '../../src/evaluate/metrics/residue.ts';
import type { PersonLeft } from '../lib/long-judge.ts';
import type { LongFrame } from '../lib/long-room.ts';
import { recordedSeconds } from '../lib/recorded-seconds.ts';

/**
 * @param clip the file
 * @param shown the moments of the pictures that were shown while it was recorded, s
 * @param room makes the frame of a moment @param read at the room's size
 */
export async function judgeRecorded(
  clip: Blob,
  shown: number[],
  room: (second: number) => LongFrame,
  read: OffscreenCanvasRenderingContext2D,
): Promise<PersonLeft[]> {
  const { width, height } = read.canvas;
  const input = new Input({ source: new BlobSource(clip), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw new Error('The clip has no picture.');
    const times: number[] = [];
    // Two passes, so that no more than one decoded picture is held.
    for await (const sample of new VideoSampleSink(track).samples()) {
      times.push(sample.timestamp);
      sample.close();
    }
    const seconds = recordedSeconds(times, shown);
    const judged: PersonLeft[] = [];
    for await (const sample of new VideoSampleSink(track).samples()) {
      sample.draw(read, 0, 0, width, height);
      sample.close();
      const second = seconds[judged.length]!;
      const { pixels, truth, person } = room(second);
      const output = read.getImageData(0, 0, width, height);
      judged.push({
        second,
        person: person.reduce((sum, value) => sum + value, 0),
        residue: residue({ input: pixels, output, clean: truth }, person),
      });
    }
    return judged;
  } finally {
    input.dispose();
  }
}
