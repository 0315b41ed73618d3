// Cases of the kinds image and pair: one frame.
import type { Pipeline } from '../cloak/pipeline.ts';
import { HOLE_FILE } from './addresses.ts';
import { encodePng, greyPicture, readPicture, readPictureLike, saveFile } from './case-files.ts';
import { cloakFrame } from './cloak-frame.ts';
import type { Case, CaseResult } from './messages.ts';

/**
 * Cloaks the picture and writes `output.png` and `hole.png`. The milliseconds are those of a single frame, the
 * pipeline's first, including everything that is done only once.
 * @param texture whether fills get texture from the room
 * @throws if a file cannot be read or differs in size from the input
 */
export async function evaluateImage(
  pipeline: Pipeline,
  evaluated: Case,
  texture: boolean,
): Promise<CaseResult> {
  const input = await readPicture(evaluated, evaluated.input);
  const mask = evaluated.mask && (await readPictureLike(input, evaluated, evaluated.mask));
  const clean = evaluated.clean && (await readPictureLike(input, evaluated, evaluated.clean));

  const { width, height } = input;
  const frame = new VideoFrame(input.data, {
    format: 'RGBX',
    codedWidth: width,
    codedHeight: height,
    timestamp: 0,
  });
  try {
    const { output, holeAlpha, metrics, milliseconds } = await cloakFrame(pipeline, {
      frame,
      input,
      mask: mask || undefined,
      clean: clean || undefined,
      remember: false, // a single picture has nothing to remember
      texture,
      waits: true,
      matchesLight: false,
    });
    const file = 'output.png';
    await saveFile(evaluated, file, await encodePng(output));
    const hole = greyPicture(holeAlpha, width, height);
    await saveFile(evaluated, HOLE_FILE, await encodePng(hole)); // after the output, which deletes earlier results
    const { name, kind } = evaluated;
    const found = mask ? 'given' : 'segmenter';
    return { name, kind, width, height, mask: found, output: file, metrics, milliseconds };
  } finally {
    frame.close();
  }
}
