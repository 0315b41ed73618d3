// A case's files, from the worker's side: fetches and decodes them, and sends results back.
import { CASES, RESULTS, addressOf } from './addresses.ts';
import type { Case } from './messages.ts';

/** The file's name as the user at the command line knows it. */
export function fileTitle(caseName: string, file: string): string {
  return `"${file}" of the case "${caseName}"`;
}

/** @throws if the file cannot be fetched */
export async function fetchFile({ name }: Case, file: string): Promise<Blob> {
  const response = await fetch(addressOf(CASES, name, file));
  if (!response.ok) throw new Error(`${fileTitle(name, file)} could not be read.`);
  return response.blob();
}

/** Puts a result into the case's output folder. @throws if it could not be written */
export async function saveFile({ name }: Case, file: string, content: Blob): Promise<void> {
  const response = await fetch(addressOf(RESULTS, name, file), { method: 'PUT', body: content });
  if (response.ok) return;
  throw new Error(`${fileTitle(name, file)} could not be written: ${await response.text()}`);
}

/** A picture's pixels, rotated upright as its metadata says. @throws if it is not a picture */
export async function readPicture(evaluated: Case, file: string): Promise<ImageData> {
  const blob = await fetchFile(evaluated, file);
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(blob);
  } catch {
    throw new Error(`${fileTitle(evaluated.name, file)} is not a picture that can be read.`);
  }
  try {
    return pixelsOf(bitmap.width, bitmap.height, (context) => context.drawImage(bitmap, 0, 0));
  } finally {
    bitmap.close();
  }
}

/** Like `readPicture`. @throws also if its size differs from the input's */
export async function readPictureLike(
  input: { width: number; height: number },
  evaluated: Case,
  file: string,
): Promise<ImageData> {
  const picture = await readPicture(evaluated, file);
  requireSize(input, picture, fileTitle(evaluated.name, file));
  return picture;
}

/** @throws if `actual` differs in size from the input; `title` names it in the sentence */
export function requireSize(
  input: { width: number; height: number },
  actual: { width: number; height: number },
  title: string,
): void {
  if (actual.width === input.width && actual.height === input.height) return;
  throw new Error(
    `${title} is ${actual.width}x${actual.height}, but the input is ` +
      `${input.width}x${input.height}: they must have the same size.`,
  );
}

/** What `draw` leaves on an empty canvas of this size (px). */
export function pixelsOf(
  width: number,
  height: number,
  draw: (context: OffscreenCanvasRenderingContext2D) => void,
): ImageData {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('The browser gave no 2D canvas to read pixels with.');
  draw(context);
  return context.getImageData(0, 0, width, height);
}

/** One plane, `[height, width]`, 0..255, as an opaque grey picture. */
export function greyPicture(plane: Uint8Array, width: number, height: number): ImageData {
  const picture = new ImageData(width, height);
  plane.forEach((value, pixel) => picture.data.set([value, value, value, 255], 4 * pixel));
  return picture;
}

/** The picture as a PNG, lossless if it is opaque. */
export function encodePng(picture: ImageData): Promise<Blob> {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')?.putImageData(picture, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
