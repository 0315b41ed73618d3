// Cloaks a photo of a batch.
import { asPhoto, usualType } from '../photos/photo-files.ts';
import type { PictureKind } from '../sources/photo/picture-kind.ts';
import { createPhotoCloak, type PhotoCloak } from '../photos/photo-cloak.ts';
import type { BatchRequest } from './messages.ts';
import type { Cloaked, Report } from './cloaked.ts';

/** One for all photos: its worker keeps the networks. */
let cloak: PhotoCloak | undefined;

/** @throws Error with a sentence */
export async function cloakPhoto(
  file: File,
  kind: PictureKind,
  { tier, variant }: BatchRequest,
  report: Report,
): Promise<Cloaked> {
  cloak ??= createPhotoCloak({ choose: () => ({ tier, variant }) });
  const { signal } = new AbortController();
  const answer = await cloak.cloak(file, {
    report: (doing, share) => report(share, doing),
    signal,
  });
  if (answer.kind === 'unfit') throw new Error(answer.sentence);
  const { notes } = answer;
  if (answer.kind === 'nobody') return { answer: { kind: 'nobody', medium: 'photo', notes } };
  // In the original's format, or lossless.
  const type = usualType(new File([], file.name, { type: kind === 'JPEG' ? 'image/jpeg' : '' }));
  return {
    // A photo shows nothing of what is behind people.
    answer: { kind: 'done', medium: 'photo', type, frames: 1, guessed: 1, notes },
    file: await asPhoto(answer.picture, type),
  };
}
