// The page's words for how a .onnx file was understood. Loaded only with such a file.
import type { OnnxForm, Range } from '../../models/onnx/form.ts';
import type { OnnxTrial, Understood } from '../../models/onnx/bring-onnx.ts';
import { describeValue } from '../../models/onnx/recognise.ts';
import { formatBytes } from '../parts/time-and-size.ts';

/** No frame waits for a network that takes longer than this, ms (models/lasting-network.ts). */
const RARE = 300;

/** What the file is: its inputs and outputs, and its size. */
export function describeFile({ signature, bytes, recognised }: OnnxTrial): string {
  const { inputs, outputs, parameters } = signature;
  const types = new Set([recognised.types.picture, recognised.types.mask]);
  const weights =
    parameters < 1e4
      ? String(parameters)
      : parameters < 1e6
        ? `${Math.round(parameters / 1e3)} thousand`
        : `${(parameters / 1e6).toFixed(1)} million`;
  return (
    `It takes ${inputs.map(describeValue).join(' and ')} (${[...types].join(', ')}), gives ` +
    `${outputs.map(describeValue).join(' and ')}, and has ${weights} weights in ${formatBytes(bytes)}.`
  );
}

/** The result of the trial. */
export function describeTrial({ isTold, tried, of }: Understood, isCorrected: boolean): string {
  if (isCorrected) {
    return isTold
      ? 'As you corrected it, the answer goes with the picture.'
      : 'As you corrected it, the answer does not go with the picture.';
  }
  if (!isTold) {
    return 'Trying did not tell how it wants its picture and mask: this is the most usual way. Correct it below until the answer looks right.';
  }
  const rest = tried < of ? ` It is slow, so that ${tried} of ${of} ways were tried.` : '';
  return `It was tried on a made hole, and answers best like this.${rest} Correct it below where the answer looks wrong.`;
}

/** Its cost. @param milliseconds of one run */
export function describeRun({ milliseconds, width, height }: Understood): string {
  const seconds = milliseconds / 1000;
  const time = seconds < 1 ? `${Math.round(milliseconds)} ms` : `${seconds.toFixed(1)} s`;
  const rare =
    milliseconds < RARE
      ? ''
      : ' No frame waits for it: a smooth fill shows until a guess of its is there.';
  return `One answer of ${width} x ${height} pixels takes ${time} here.${rare}`;
}

export function rangeWords([low, high]: Range): string {
  return `${low} to ${high}`;
}

export function maskWords([hole, room]: OnnxForm['maskValues']): string {
  return `${hole} in the hole, ${room} elsewhere`;
}

/**
 * Derives a variant's name from a file's: "LaMa FP32.onnx" becomes "lama-fp32". @param taken ids that it must not be
 */
export function idFor(fileName: string, taken: readonly string[]): string {
  const plain = titleFor(fileName)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const id = plain || 'onnx';
  for (let number = 1; ; number++) {
    const next = number === 1 ? id : `${id}-${number}`;
    if (!taken.includes(next)) return next;
  }
}

export function titleFor(fileName: string): string {
  return fileName.replace(/\.onnx$/i, '').trim() || 'ONNX';
}
