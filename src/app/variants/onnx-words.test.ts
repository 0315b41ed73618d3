// How a .onnx file was understood, in both languages.
import { afterEach, expect, test } from 'vitest';
import type { OnnxTrial, Understood } from '../../models/onnx/bring-onnx.ts';
import { makeHole } from '../../models/onnx/made-hole.ts';
import { recognise } from '../../models/onnx/recognise.ts';
import type { OnnxSignature } from '../../models/onnx/read-onnx.ts';
import { sentenceOf } from '../../sentence-of.ts';
import { speak, told } from '../words/words.svelte.ts';
import {
  describeFile,
  describeRun,
  describeTrial,
  idFor,
  maskWords,
  rangeWords,
} from './onnx-words.ts';

afterEach(() => speak('en'));

const value = (name: string, shape?: number[]) => ({ name, type: 'float32' as const, shape });

const SIGNATURE: OnnxSignature = {
  inputs: [value('image', [1, 3, 64, 64]), value('mask', [1, 1, 64, 64])],
  outputs: [value('out')],
  parameters: 51_240_000,
};

const recognised = recognise(SIGNATURE, 'mine.onnx');
const trial = { signature: SIGNATURE, recognised, bytes: 204_000_000 } as OnnxTrial;
const hole = makeHole(64, 64);
const understood: Understood = {
  form: recognised.candidates[0]!,
  fill: hole.whole,
  distance: { inside: 0, outside: 0 },
  isTold: true,
  tried: 1,
  of: 12,
  hole,
  milliseconds: 1234,
  width: 64,
  height: 64,
};
const unsure: Understood = { ...understood, isTold: false };

test('the file, the trial and a run are described in English', () => {
  expect(describeFile(trial)).toBe(
    'It takes "image" [1, 3, 64, 64] and "mask" [1, 1, 64, 64] (float32), returns "out" of any shape, ' +
      'and has 51.2 million weights in 204 MB.',
  );
  expect(describeTrial(understood, false)).toContain('only 1 of 12 combinations were tried');
  expect(describeTrial({ ...understood, tried: 12 }, false)).not.toContain('slow');
  expect(describeTrial(unsure, false)).toContain('The trial did not show');
  expect(describeTrial(unsure, true)).toContain('does not fit the picture');
  expect(describeRun(understood)).toContain('One output of 64 x 64 pixels takes 1.2 s here. No');
  expect(describeRun({ ...understood, milliseconds: 30 })).toBe(
    'One output of 64 x 64 pixels takes 30 ms here.',
  );
  expect([rangeWords([-1, 1]), maskWords([-0.5, 0.5])]).toEqual([
    '-1 to 1',
    '-0.5 in the hole, 0.5 elsewhere',
  ]);
});

test('and in German, with numbers as German writes them', async () => {
  await speak('de');
  expect(describeFile(trial)).toBe(
    'Das Netz nimmt "image" [1, 3, 64, 64] und "mask" [1, 1, 64, 64] (float32), gibt "out" beliebiger Form zurück ' +
      'und hat 51,2 Millionen Gewichte in 204 MB.',
  );
  expect(describeTrial(understood, false)).toContain(
    'Nur 1 von 12 Möglichkeiten wurde ausprobiert.',
  );
  expect(describeTrial(unsure, true)).toBe('Mit deiner Änderung passt die Antwort nicht zum Bild.');
  expect(describeRun(understood)).toContain(
    'Eine Antwort von 64 x 64 Pixeln dauert hier 1,2 s. Kein Bild wartet darauf',
  );
  expect([rangeWords([-1, 1]), maskWords([-0.5, 0.5])]).toEqual([
    '-1 bis 1',
    '-0,5 in der Lücke, sonst 0,5',
  ]);
});

test('refusals are told in German, with what they name', async () => {
  await speak('de');
  const refusal = (change: Partial<OnnxSignature>) => {
    try {
      return recognise({ ...SIGNATURE, ...change }, 'mine.onnx');
    } catch (error) {
      return told(sentenceOf(error));
    }
  };
  const [picture, mask] = SIGNATURE.inputs;
  expect(refusal({ inputs: [] })).toBe(
    '„mine.onnx“ lässt sich nicht benutzen: Vanish übergibt einem Netz ein Bild mit 3 Kanälen und eine Maske ' +
      'mit einem, oder beides als einen Eingang mit 4 (Batch, Kanäle, Höhe, Breite). Dieses Netz nimmt nichts.',
  );
  expect(refusal({ inputs: [picture!, { ...mask!, shape: [1, 1, 32, 32] }] })).toBe(
    '„mine.onnx“ lässt sich nicht benutzen: Maske und Bild sind nicht gleich groß.',
  );
  expect(refusal({ inputs: [picture!, { ...mask!, type: undefined }] })).toBe(
    '„mine.onnx“ lässt sich nicht benutzen: "mask" besteht weder aus Gleitkommazahlen (32 oder 16 Bit) noch aus ' +
      'Bytes (uint8).',
  );
});

test('names of files become ids', () => {
  expect(idFor('LaMa FP32.onnx', [])).toBe('lama-fp32');
  expect(idFor('模型.onnx', ['onnx'])).toBe('onnx-2');
});
