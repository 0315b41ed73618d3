// The page's words for how a .onnx file was understood. Loaded only with such a file.
import type { OnnxForm, Range } from '../../models/onnx/form.ts';
import type { OnnxTrial, Understood } from '../../models/onnx/bring-onnx.ts';
import { describeValue } from '../../models/onnx/recognise.ts';
import type { OnnxValue } from '../../models/onnx/read-onnx.ts';
import { formatBytes } from '../parts/format-bytes.ts';
import { formatNumber, language, t, told } from '../words/words.svelte.ts';

/** No frame waits for a network that takes longer than this, ms (models/lasting-network.ts). */
const RARE = 300;

/** The licence on a card if the user named none. */
export const NO_LICENCE = 'not stated';

/** What the file is: its inputs and outputs, and its size. */
export function describeFile({ signature, bytes, recognised }: OnnxTrial): string {
  const { inputs, outputs, parameters } = signature;
  const types = new Set([recognised.types.picture, recognised.types.mask]);
  return t().onnx.takes(
    listed(inputs),
    [...types].join(', '),
    listed(outputs),
    describeCount(parameters),
    formatBytes(bytes),
  );
}

/** For example: "image" [1, 3, 64, 64] and "mask" [1, 1, 64, 64]. */
function listed(values: readonly OnnxValue[]): string {
  return new Intl.ListFormat(language()).format(values.map((value) => told(describeValue(value))));
}

/** For example "51.2 million". */
function describeCount(count: number): string {
  if (count < 1e4) return String(count);
  if (count < 999_500) return t().onnx.thousand(formatNumber(count / 1e3));
  return t().onnx.million(formatNumber(count / 1e6, 1));
}

/** The result of the trial. */
export function describeTrial({ isTold, tried, of }: Understood, isCorrected: boolean): string {
  const words = t().onnx;
  if (isCorrected) return isTold ? words.fits : words.doesNotFit;
  if (!isTold) return words.notFoundOut;
  const rest = tried < of ? [words.slow(tried, of)] : [];
  return [words.foundOut, ...rest, words.correctIt].join(' ');
}

/** Its cost. @param milliseconds of one run */
export function describeRun({ milliseconds, width, height }: Understood): string {
  const seconds = milliseconds / 1000;
  const time = seconds < 1 ? `${Math.round(milliseconds)} ms` : `${formatNumber(seconds, 1)} s`;
  const took = t().onnx.answerTakes(width, height, time);
  return milliseconds < RARE ? took : `${took} ${t().onnx.noFrameWaits}`;
}

export function rangeWords([low, high]: Range): string {
  return t().onnx.range(figure(low), figure(high));
}

export function maskWords([hole, room]: OnnxForm['maskValues']): string {
  return t().onnx.maskValues(figure(hole), figure(room));
}

/** For example "255" or "0.5". */
function figure(value: number): string {
  return formatNumber(value, Number.isInteger(value) ? 0 : 1);
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
