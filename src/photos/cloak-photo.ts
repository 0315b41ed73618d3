// Cloaks one photo. The page's own pipeline finds and fills the hole at a working size; detail is borrowed at full
// size.
import { personBounds } from '../frame/geometry.ts';
import { readHole } from '../cloak/inspection.ts';
import type { Pipeline } from '../cloak/pipeline.ts';
import { DEFAULT_SETTINGS } from '../cloak/settings.ts';
import { findBodies, type BodyFinder } from '../segmentation/bodies/body-finder.ts';
import type { GuardedNetwork } from '../segmentation/guarded-network.ts';
import type { PersonMask } from '../frame/person-mask.ts';
import type { PictureFinder } from '../segmentation/picture-finder.ts';
import type { Segmenter } from '../segmentation/segmenter.ts';
import { borrow } from './borrow.ts';
import { findPeople } from '../segmentation/find-people.ts';
import { withMarks } from './marks.ts';
import type { PhotoAnswer, PhotoRequest } from './messages.ts';
import { offsetsOf } from './offsets.ts';
import { workingSize } from '../sources/photo/photo-size.ts';
import type { PhotoTexture, Synthesis } from './photo-texture.ts';
import { readPhoto } from '../sources/photo/read-photo.ts';

export interface PhotoParts {
  pipeline: Pipeline;
  segmenter: Segmenter;
  /** Gives a second opinion on who is in a photo. */
  pictureFinder: GuardedNetwork<PictureFinder>;
  /** Sees whole people. */
  bodyFinder: GuardedNetwork<BodyFinder>;
  /** The pipeline's texture stage. */
  texture: PhotoTexture;
  /** Called with the current step and the share done, 0..1. */
  report: (doing: string, share: number) => void;
  pause: () => Promise<void>;
}

const SMOOTH =
  'Too little of the room is visible to borrow detail from: what is behind them stays smooth.';

/**
 * The decoded photo is held only during the call.
 * @throws UnfitPhotoError with a sentence about the file; any other Error if the cloak itself failed
 */
export async function cloakPhoto(
  parts: PhotoParts,
  { file, marks, margin = DEFAULT_SETTINGS.margin }: PhotoRequest,
): Promise<PhotoAnswer> {
  const { report, pause } = parts;
  report('Opening', 0);
  const { canvas, context, notes } = await readPhoto(file);
  const { width, height } = canvas;
  report('Looking for people', 0.1);
  await pause();
  const frame = workingFrame(canvas);
  let synthesis: Synthesis;
  let alpha: Uint8Array;
  try {
    const found = await findPeople(parts.segmenter, frame, {
      opinion: (asked, part) => parts.pictureFinder.ask((finder) => finder.run(asked, part)),
      bodies: (asked) =>
        findBodies((each, part) => parts.bodyFinder.ask((finder) => finder.run(each, part)), asked),
    });
    const mask = marks ? withMarks(found, marks) : found;
    if (!personBounds(mask)) return { kind: 'nobody', size: { width, height }, notes };
    report('Inventing what is behind', 0.2);
    ({ synthesis, alpha } = await guess(parts, frame, mask, margin));
  } finally {
    frame.close();
  }
  report('Borrowing detail', 0.75);
  await pause();
  const { room, made, field } = synthesis;
  const offsets = field && offsetsOf(room, made, field);
  await pause();
  const photo = context.getImageData(0, 0, width, height);
  await borrow(photo, { room, made, offsets, alpha }, pause);
  context.putImageData(photo, 0, 0);
  report('Writing', 0.9);
  const picture = await canvas.convertToBlob({ type: 'image/png' });
  if (!field) notes.push(SMOOTH);
  return { kind: 'done', picture, size: { width, height }, notes };
}

/** The photo at the size at which the hole is found and filled. */
function workingFrame(photo: OffscreenCanvas): VideoFrame {
  const { width, height } = workingSize(photo);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('This browser cannot make a smaller copy of the photo.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(photo, 0, 0, width, height);
  return new VideoFrame(canvas, { timestamp: 0, alpha: 'discard' });
}

async function guess(
  { pipeline, texture }: PhotoParts,
  frame: VideoFrame,
  mask: PersonMask,
  margin: number,
) {
  pipeline.forget(); // of another photo
  texture.take();
  const settings = { ...DEFAULT_SETTINGS, margin, remember: false, texture: true, waits: true };
  await pipeline.run(frame, settings, mask);
  const synthesis = texture.take();
  if (!synthesis) throw new Error('What is behind the people could not be read back.');
  const hole = await readHole(pipeline);
  const alpha = Uint8Array.from({ length: hole.width * hole.height }, (_, i) => hole.data[4 * i]!);
  return { synthesis, alpha };
}
