// A .onnx file in ONNX Runtime, on whatever the given runtime computes.
import type { InferenceSession } from 'onnxruntime-web/wasm';
import { CardError } from '../card.ts';
import { MOST_ONNX_MEMORY } from '../graph/limits.ts';
import { quoted } from '../quoted.ts';
import { sentenceOf } from '../../sentence-of.ts';
import type { OnnxForm } from './form.ts';
import { describeValue } from './recognise.ts';
import type { TensorType } from './read-onnx.ts';
import type { Runtime } from './runtime.ts';
import { toFeeds } from './tensors.ts';
import type { RawAnswer } from './try-forms.ts';

export interface OnnxSession {
  /**
   * Runs once.
   * @param input [height, width, 4] as `prefilled-rgb` and `mask`, 0..1
   * @throws CardError with a sentence if the network does not run in this form
   */
  run(
    input: Float32Array,
    form: OnnxForm,
    size: { width: number; height: number },
  ): Promise<RawAnswer>;
  release(): Promise<void>;
}

const TENSOR_TYPES: readonly string[] = ['float32', 'float16', 'uint8'] satisfies TensorType[];
const LOGS_ERRORS = 3;

/**
 * @param name what to call the file in sentences
 * @throws CardError with a sentence if the runtime rejects it
 */
export async function openSession(
  model: ArrayBuffer,
  name: string,
  { InferenceSession, Tensor, provider, guard }: Runtime,
): Promise<OnnxSession> {
  let session: InferenceSession;
  try {
    session = await guard(
      InferenceSession.create(new Uint8Array(model), {
        executionProviders: [provider],
        logSeverityLevel: LOGS_ERRORS,
      }),
    );
  } catch (error) {
    throw new CardError(`${quoted(name)} cannot be used: ${reasonOf(error)}.`);
  }
  const types: Record<string, TensorType> = {};
  for (const value of [...session.inputMetadata, ...session.outputMetadata]) {
    if (value.isTensor && TENSOR_TYPES.includes(value.type)) {
      types[value.name] = value.type as TensorType;
    }
  }

  return {
    async run(input, form, size) {
      for (const wanted of [form.picture, form.mask, form.output]) {
        if (!types[wanted])
          throw new CardError(
            `${quoted(name)} has no ${quoted(wanted)} that holds floats or bytes.`,
          );
      }
      const feeds = Object.entries(toFeeds(input, form, types, size)).map(
        ([key, { type, data, dims }]) => [key, new Tensor(type, data as never, dims)] as const,
      );
      let answers: InferenceSession.ReturnType;
      try {
        answers = await guard(session.run(Object.fromEntries(feeds), [form.output]));
      } catch (error) {
        throw new CardError(`${quoted(name)} does not run: ${reasonOf(error)}.`);
      }
      const answer = answers[form.output]!;
      const wanted = [1, 3, size.height, size.width];
      if (String(answer.dims) !== String(wanted)) {
        const given = describeValue({ name: form.output, type: undefined, shape: answer.dims });
        throw new CardError(`${quoted(name)} returns ${given} instead of [${wanted.join(', ')}].`);
      }
      return { type: answer.type as TensorType, data: bitsOf(answer.data as RawAnswer['data']) };
    },
    release: () => session.release(),
  };
}

/** If the browser has Float16Array, the runtime returns one. Here, halves are represented by their bits. */
function bitsOf(data: RawAnswer['data'] | ArrayBufferView): RawAnswer['data'] {
  const isKnown = [Float32Array, Uint16Array, Uint8Array].some((kind) => data instanceof kind);
  if (isKnown) return (data as RawAnswer['data']).slice();
  return new Uint16Array(
    data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer,
  );
}

/** The runtime's message without its codes. */
function reasonOf(error: unknown): string {
  const words = sentenceOf(error);
  if (/bad_alloc|out of memory|allocation failed|failed to allocate|Aborted\(\)|OOM/i.test(words)) {
    return `it needs more memory than the ${MOST_ONNX_MEMORY / 1e9} GB that are allowed, or than there is`;
  }
  const operation =
    /(?:No Op registered for|find an implementation for|of operator) '?([\w.]+)/.exec(words)?.[1];
  if (operation) return `ONNX Runtime does not support its operation ${quoted(operation)}`;
  const told = words
    .replace(/^.*ERROR_MESSAGE: ?/s, '')
    .replace(/^\S+\.cc:\d+ \w+ /, '') // where in its own code
    .replace(/\.\s*$/, '');
  return told.length > LONGEST_REASON ? `${told.slice(0, LONGEST_REASON)}…` : told;
}

const LONGEST_REASON = 240; // characters
