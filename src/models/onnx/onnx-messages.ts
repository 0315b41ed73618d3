// The messages between the worker of an .onnx file and its owner.
import type { FromNetwork, ToNetwork } from '../network-messages.ts';
import type { OnnxForm } from './form.ts';
import type { RawAnswer } from './try-forms.ts';

interface Size {
  width: number;
  height: number;
}

export type ToOnnx =
  | ToNetwork
  /** The file alone; transferred. @param name what to call it in sentences */
  | { kind: 'open'; model: ArrayBuffer; name: string }
  | { kind: 'try'; input: Float32Array; form: OnnxForm; size: Size };

export type FromOnnx =
  | FromNetwork
  | { kind: 'opened' }
  /** Transferred. */
  | { kind: 'tried'; answer: RawAnswer };
