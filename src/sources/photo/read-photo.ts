// Reads a photo's pixels from its file: upright, opaque, in sRGB, no larger than photos may be. Says what it changed.
import { quoted } from '../../file-names.ts';
import { LARGEST, photoSize, sizeProblem, workingSize, type Size } from './photo-size.ts';
import { lookAtPicture, type PictureFacts } from './picture-kind.ts';

/** A photo that cannot be cloaked. The message is a sentence. */
export class UnfitPhotoError extends Error {
  override readonly name = 'UnfitPhotoError';
}

export interface ReadPhoto {
  canvas: OffscreenCanvas;
  context: OffscreenCanvasRenderingContext2D;
  /** What the user should know, in sentences. */
  notes: string[];
}

const ANOTHER = 'Save it as JPEG or PNG, and open that.';

/** @throws UnfitPhotoError */
export async function readPhoto(file: File): Promise<ReadPhoto> {
  const name = quoted(file.name);
  if (file.size === 0) throw new UnfitPhotoError(`${name} is empty.`);
  const facts = await lookAtPicture(file).catch(() => {
    throw new UnfitPhotoError(
      `${name} cannot be read. Check that it is still where it was, and open it again.`,
    );
  });
  if (!facts && !file.type.startsWith('image/'))
    throw new UnfitPhotoError(`${name} is not a picture.`);
  refuse(name, facts?.size);
  // Rotated as the camera noted. Of an animation, the first picture.
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new UnfitPhotoError(whyNotDecoded(name, facts));
  });
  try {
    refuse(name, bitmap);
    const size = photoSize(bitmap);
    const canvas = new OffscreenCanvas(size.width, size.height);
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!context) throw new UnfitPhotoError(`There is not enough memory for ${name}.`);
    context.fillStyle = 'white'; // shows through transparent parts
    context.fillRect(0, 0, size.width, size.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, size.width, size.height);
    const notes: string[] = [];
    if (facts?.isAnimated) notes.push('It moves: the first picture of it was taken.');
    if (isTransparent(bitmap)) notes.push('Its transparent parts are white in the result.');
    if (size.width !== bitmap.width) {
      notes.push(
        `It has ${bitmap.width} x ${bitmap.height} pixels, and was made smaller: photos are cloaked up to ${LARGEST / 1e6} megapixels.`,
      );
    }
    return { canvas, context, notes };
  } finally {
    bitmap.close();
  }
}

/** Whether any part of the picture is transparent. A small copy shows it. */
function isTransparent(bitmap: ImageBitmap): boolean {
  const { width, height } = workingSize(bitmap, 256);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) return false;
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return data.some((value, i) => i % 4 === 3 && value < 255);
}

function refuse(name: string, size: Size | undefined): void {
  const problem = size && sizeProblem(size);
  if (problem) throw new UnfitPhotoError(`${name} ${problem}`);
}

function whyNotDecoded(name: string, facts: PictureFacts | undefined): string {
  if (!facts) return `This browser cannot show ${name}. ${ANOTHER}`;
  const { kind } = facts;
  if (kind === 'HEIC' || kind === 'TIFF') {
    return `${name} is a ${kind} picture, which this browser cannot show. ${ANOTHER}`;
  }
  return `${name} is broken: it cannot be decoded as the ${kind} picture that it begins as. Open another copy of it.`;
}
