// A sheet of pictures that shows what each way of finding people finds.
import type { PersonMask } from '../../src/frame/person-mask.ts';
import { sampled } from '../../src/segmentation/joint-mask.ts';
import { SURE } from './finders-truth.ts';

/** Size of each picture on a sheet, px. */
const SHOWN = { width: 320, height: 240 };

/** The frame with the truth outlined, then every method's mask over it: green right, red wrong, blue missed. */
export async function sheet(
  frame: ImageData,
  truth: Uint8Array,
  masks: Record<string, PersonMask>,
): Promise<ArrayBuffer> {
  const names = ['', ...Object.keys(masks)];
  const across = 4;
  const { width, height } = SHOWN;
  const canvas = new OffscreenCanvas(
    across * width,
    Math.ceil(names.length / across) * (height + 16),
  );
  const context = canvas.getContext('2d')!;
  const part = new OffscreenCanvas(frame.width, frame.height);
  names.forEach((name, number) => {
    const copy = new ImageData(frame.data.slice(), frame.width, frame.height);
    const found = name ? sampled(masks[name]!, frame.width, frame.height) : undefined;
    for (let i = 0; found && i < truth.length; i++) {
      const isFound = found[i]! >= SURE;
      if (!isFound && !truth[i]) continue;
      const colour = isFound && truth[i] ? [0, 255, 0] : isFound ? [255, 0, 0] : [0, 80, 255];
      for (let c = 0; c < 3; c++) copy.data[4 * i + c] = (copy.data[4 * i + c]! + colour[c]!) / 2;
    }
    part.getContext('2d')!.putImageData(copy, 0, 0);
    const [x, y] = [(number % across) * width, Math.floor(number / across) * (height + 16)];
    context.drawImage(part, x, y + 16, width, height);
    context.fillStyle = 'white';
    context.fillText(name || 'frame', x + 4, y + 12);
  });
  return (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer();
}
