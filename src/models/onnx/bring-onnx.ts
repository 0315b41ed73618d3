// A lone .onnx file that the user brings: read it, try it on a synthetic hole in a worker, and make it a variant. Its
// card says what was found, or what the user changed.
import type { Brought } from '../dropped-variant.ts';
import { readContent } from '../dropped-variant.ts';
import { CardError, MODEL_FILES } from '../card.ts';
import { readCard } from '../read-card.ts';
import { hashOf } from '../files.ts';
import { MOST_BYTES } from '../graph/limits.ts';
import { holdWorker } from '../held-worker.ts';
import { quoted } from '../quoted.ts';
import { ONNX } from '../worker-network.ts';
import type { OnnxForm } from './form.ts';
import { makeHole, type MadeHole } from './made-hole.ts';
import type { FromOnnx, ToOnnx } from './onnx-messages.ts';
import { readOnnx, type OnnxSignature } from './read-onnx.ts';
import { FREE_SIDES, recognise, type Recognised } from './recognise.ts';
import { tryForm, tryForms, type Found } from './try-forms.ts';

export interface Size {
  /** px */
  width: number;
  height: number;
}

/** What is known about the file. */
export interface Understood extends Found, Size {
  hole: MadeHole;
  /** Of one run. */
  milliseconds: number;
}

export interface OnnxTrial {
  readonly signature: OnnxSignature;
  readonly recognised: Recognised;
  /** Of the file. */
  readonly bytes: number;
  /** Tries the forms that the file may have. @param report called with how many were tried, out of how many */
  find(report: (tried: number, of: number) => void): Promise<Understood>;
  /** Tries one form. @throws Error with a sentence if it does not run */
  again(form: OnnxForm, size: Size): Promise<Understood>;
  /**
   * Makes the variant, with the last answer as its golden output. Ends the trial.
   * @throws CardError with a sentence
   */
  make(understood: Understood, texts: OnnxTexts): Promise<Brought>;
  /** Frees the memory. */
  end(): void;
}

export interface OnnxTexts {
  id: string;
  title: string;
  licence: string;
}

/** Time limit for opening and for every run, ms. */
const LONGEST = 300_000;
/** For the golden output, on a scale of 0..1. Allows for sums in another order with another number of threads. */
const TOLERANCE = 0.02;

/** @throws CardError with a sentence if the file cannot be used, Error if no worker starts */
export async function openTrial(file: File): Promise<OnnxTrial> {
  if (file.size > MOST_BYTES) {
    const size = `${Math.ceil(file.size / 1e6)} MB, and at most ${MOST_BYTES / 1e6} MB are allowed`;
    throw new CardError(`${quoted(file.name)} has ${size}.`); // before it takes memory
  }
  const model = await readContent(file, quoted(file.name));
  const signature = readOnnx(model, file.name);
  const recognised = recognise(signature, file.name);
  const free = { width: FREE_SIDES[0], height: FREE_SIDES[0] };
  const { ask, worker } = await holdWorker<ToOnnx, FromOnnx>({
    ...ONNX,
    name: quoted(file.name),
  });
  try {
    await ask({ kind: 'open', model, name: file.name }, LONGEST, [model]);
  } catch (error) {
    worker.terminate();
    throw error;
  }

  function runOn(hole: MadeHole, size: Size) {
    let milliseconds = Infinity;
    return {
      quickest: () => milliseconds,
      run: async (form: OnnxForm) => {
        const began = performance.now();
        const said = await ask({ kind: 'try', input: hole.input, form, size }, LONGEST);
        if (said.kind !== 'tried') throw new Error(`${quoted(file.name)} gave no answer.`);
        milliseconds = Math.min(milliseconds, performance.now() - began);
        return said.answer;
      },
    };
  }

  return {
    signature,
    recognised,
    bytes: file.size,
    async find(report) {
      const size = recognised.size ?? free;
      const hole = makeHole(size.width, size.height);
      const { run, quickest } = runOn(hole, size);
      const found = await tryForms(recognised.candidates, hole, run, report);
      return { ...found, ...size, hole, milliseconds: quickest() };
    },
    async again(form, size) {
      const hole = makeHole(size.width, size.height);
      const { run, quickest } = runOn(hole, size);
      return { ...(await tryForm(form, hole, run)), ...size, hole, milliseconds: quickest() };
    },
    async make({ form, fill, hole, width, height }, { id, title, licence }) {
      worker.terminate(); // never hold the file twice at a time
      const files = new Map<string, ArrayBuffer>([
        [MODEL_FILES.onnx, await readContent(file, quoted(file.name))],
        ['golden-input.bin', toBytes(hole.input)],
        ['golden-output.bin', toBytes(fill)],
      ]);
      const listed = [];
      for (const [path, content] of files) {
        const sha256 = await hashOf(content);
        if (sha256 === undefined) {
          throw new CardError('A .onnx file can only be kept if the page came over HTTPS.');
        }
        listed.push({ path, bytes: content.byteLength, sha256 });
      }
      const json = {
        id,
        role: 'generator',
        title,
        licence,
        description: `Made from ${file.name}, with ONNX Runtime.`,
        input: { width, height, channels: ['prefilled-rgb', 'mask'], range: [0, 1] },
        output: { channels: ['rgb'], range: [0, 1] },
        files: listed,
        parameters: Math.max(1, signature.parameters),
        onnx: form,
        golden: { input: 'golden-input.bin', output: 'golden-output.bin', tolerance: TOLERANCE },
      };
      return { card: readCard(json, id), files, json };
    },
    end: () => worker.terminate(),
  };
}

/** 0..1 as bytes, as in golden files. */
function toBytes(values: Float32Array): ArrayBuffer {
  return Uint8Array.from(values, (value) => Math.round(255 * value)).buffer;
}
