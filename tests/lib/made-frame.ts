// Converts synthetic pictures to frames and masks. For use in a browser's worker.
import type { PersonMask } from '../../src/frame/person-mask.ts';
import type { MadePicture } from './made-picture.ts';

export function imageOf({ data, width, height }: MadePicture): ImageData {
  return new ImageData(Uint8ClampedArray.from(data), width, height);
}

/** @param time when it was taken, s */
export function frameOf(made: MadePicture, time = 0): VideoFrame {
  const { width, height } = made;
  const size = { codedWidth: width, codedHeight: height, timestamp: 1e6 * time };
  return new VideoFrame(imageOf(made).data, { format: 'RGBX', ...size });
}

/** White (red channel) = person. */
export function maskOf({ data, width, height }: MadePicture): PersonMask {
  const red = Uint8Array.from({ length: width * height }, (_, i) => data[4 * i]!);
  return { data: red, width, height };
}
