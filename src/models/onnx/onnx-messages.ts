// What goes between the worker of a .onnx file and whoever asks it.
import type { FromNetwork, ToNetwork } from '../network-messages.ts';
import type { OnnxForm } from './form.ts';
import type { RawAnswer } from './try-forms.ts';

interface Size {
  width: number;
  height: number;
}

export type ToOnnx =
  | ToNetwork
  /** The file alone; transferred. @param name how sentences call it */
  | { kind: 'open'; model: ArrayBuffer; name: string }
  | { kind: 'try'; input: Float32Array; form: OnnxForm; size: Size };

export type FromOnnx =
  | FromNetwork
  | { kind: 'opened' }
  /** Transferred. */
  | { kind: 'tried'; answer: RawAnswer };
