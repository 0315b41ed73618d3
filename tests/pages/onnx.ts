// Lets end-to-end tests bring an .onnx file and run it on the CPU and on WebGPU.
import { openTrial } from '../../src/models/onnx/bring-onnx.ts';
import { loadLasting } from '../../src/models/lasting-network.ts';
import type { OnnxPlace } from '../../src/models/network.ts';

export interface OnnxRequest {
  name: string;
  /** The file's bytes. */
  model: number[];
  /** Whether the graphics device is lost between loading and running it on WebGPU. */
  isLost?: boolean;
}

export interface OnnxReport {
  /** Where it ran when WebGPU was to be tried. */
  place?: OnnxPlace;
  /** Largest difference between both answers, 0..1. */
  difference: number;
  /** Of a warm run. */
  milliseconds: { onCpu: number; onGpu: number };
  /** What the user would be told. */
  notices: string[];
}

declare global {
  interface Window {
    compareOnnx: (request: OnnxRequest) => Promise<OnnxReport>;
    /** The test's: loses the graphics device. */
    loseDevice: () => Promise<void>;
  }
}

window.compareOnnx = async ({ name, model, isLost }) => {
  const trial = await openTrial(new File([Uint8Array.from(model)], name));
  const understood = await trial.find(() => {});
  const variant = await trial.make(understood, { id: 'mine', title: name, licence: 'MIT' });
  const notices: string[] = [];
  const run = async (triesGpu: boolean) => {
    const { network, milliseconds } = await loadLasting(variant, triesGpu, {
      notify: (sentence) => notices.push(sentence),
    });
    if (isLost && triesGpu) await window.loseDevice();
    const output = await network.run(understood.hole.input);
    const place = network.onnx?.place;
    network.dispose();
    return { output, place, milliseconds };
  };
  const [onCpu, onGpu] = [await run(false), await run(true)];
  const difference = onCpu.output.reduce((most, value, i) => {
    const off = Math.abs(value - onGpu.output[i]!);
    return off <= most ? most : off; // keeps NaN
  }, 0);
  const milliseconds = { onCpu: onCpu.milliseconds, onGpu: onGpu.milliseconds };
  return { place: onGpu.place, difference, milliseconds, notices };
};
