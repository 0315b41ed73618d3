// What a cloaked photo is called, and what kind of file is made of it.

export type PhotoType = 'image/png' | 'image/jpeg';

const ENDINGS: Record<PhotoType, string> = { 'image/png': 'png', 'image/jpeg': 'jpg' };
/** Of 0..1: hardly to be told from the original. */
const JPEG_QUALITY = 0.95;

/** holiday.jpeg becomes "holiday cloaked.jpg". */
export function photoName(original: string, type: PhotoType): string {
  const base = original.replace(/\.[^.]*$/, '') || 'photo';
  return `${base} cloaked.${ENDINGS[type]}`;
}

/** A JPEG stays one; all else loses nothing as PNG. */
export function usualType(file: File): PhotoType {
  return file.type === 'image/jpeg' ? 'image/jpeg' : 'image/png';
}

/** The picture as a file of this kind, with nothing in it but pixels. @throws Error with a sentence */
export async function asPhoto(png: Blob, type: PhotoType): Promise<Blob> {
  if (type === png.type) return png;
  const bitmap = await createImageBitmap(png);
  try {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('There is not enough memory to write the picture.');
    context.drawImage(bitmap, 0, 0);
    return await canvas.convertToBlob({ type, quality: JPEG_QUALITY });
  } finally {
    bitmap.close();
  }
}
