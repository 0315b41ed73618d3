// The name and format of a cloaked photo's file.

export type PhotoType = 'image/png' | 'image/jpeg';

const ENDINGS: Record<PhotoType, string> = { 'image/png': 'png', 'image/jpeg': 'jpg' };
/** 0..1: hard to tell from the original. */
const JPEG_QUALITY = 0.95;

/** holiday.jpeg becomes "holiday cloaked.jpg". */
export function photoName(original: string, type: PhotoType): string {
  const base = original.replace(/\.[^.]*$/, '') || 'photo';
  return `${base} cloaked.${ENDINGS[type]}`;
}

/** A JPEG stays one. Everything else becomes PNG, which is lossless. */
export function usualType(file: File): PhotoType {
  return file.type === 'image/jpeg' ? 'image/jpeg' : 'image/png';
}

/** The picture as a file of this type, with nothing in it but pixels. @throws Error with a sentence */
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
