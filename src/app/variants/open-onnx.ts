// Recognises a lone .onnx file, and only then loads what it needs.
import type { DroppedFile } from '../../models/dropped-variant.ts';
import { t } from '../words/words.svelte.ts';
import type { OnnxNeeds, OnnxState } from './onnx-state.svelte.ts';

/** The only .onnx file, if there is no card with it. */
export function onnxAlone(files: readonly DroppedFile[]): File | undefined {
  const hasCard = files.some(({ path }) => path.split('/').at(-1) === 'card.json');
  const models = files.filter(({ path }) => path.toLowerCase().endsWith('.onnx'));
  return hasCard || models.length !== 1 ? undefined : models[0]!.file;
}

/** @throws Error with a sentence if the page's own script cannot be fetched */
export async function openOnnx(file: File, needs: OnnxNeeds): Promise<OnnxState> {
  const loaded = await import('./onnx-state.svelte.ts').catch(() => {
    throw new Error(t().onnx.notLoaded);
  });
  return new loaded.OnnxState(file, needs);
}
