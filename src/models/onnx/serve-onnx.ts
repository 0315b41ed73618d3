// Holds one .onnx file in a worker and runs it on request: for use, as network-worker.ts does, and while it is tried
// before there is a card for it. onnx-worker.ts and onnx-webgpu-worker.ts each choose the runtime.
import { assetUrl, setAssetsRoot } from '../../assets.ts';
import { ONNX_FOLDER } from '../../vendor-folders.ts';
import { sentenceOf } from '../../sentence-of.ts';
import { loadOnnx, type OnnxNetwork } from './load-onnx.ts';
import type { FromOnnx, ToOnnx } from './onnx-messages.ts';
import type { Runtime, RuntimeOptions } from './runtime.ts';
import { openSession, type OnnxSession } from './session.ts';

/** More gain little and leave none for the frames. */
const MOST_THREADS = 8;

/** Answers all messages to this worker. @param open loads the runtime; called once */
export function serveOnnx(open: (options: RuntimeOptions) => Runtime | Promise<Runtime>): void {
  let runtime: Runtime | undefined;
  let network: OnnxNetwork | undefined;
  let session: OnnxSession | undefined;

  async function answer(message: ToOnnx): Promise<FromOnnx> {
    if (message.kind === 'start') {
      setAssetsRoot(message.assets);
      const most = Math.min(MOST_THREADS, Math.ceil(navigator.hardwareConcurrency / 2));
      const threads = message.hasThreads && crossOriginIsolated ? most : 1;
      const folder = new URL(assetUrl(ONNX_FOLDER), location.href).href;
      runtime = await open({ threads, folder });
      return { kind: 'started' };
    }
    if (!runtime) throw new Error('The network was asked before its runtime was loaded.');
    switch (message.kind) {
      case 'load':
        network = await loadOnnx(message.generator, runtime);
        return { kind: 'loaded' };
      case 'open':
        session = await openSession(message.model, message.name, runtime);
        return { kind: 'opened' };
      case 'try': {
        if (!session) break;
        const { input, form, size } = message;
        return { kind: 'tried', answer: await session.run(input, form, size) };
      }
      case 'run':
        if (!network) break;
        return { kind: 'output', output: await network.run(message.input) };
      case 'count':
        return { kind: 'counted', tensors: 0 }; // the runtime manages its own
      case 'drop':
        await network?.release();
        await session?.release();
        network = session = undefined;
        return { kind: 'dropped' };
    }
    throw new Error('The network was asked before it was loaded.');
  }

  async function handle(data: ToOnnx): Promise<void> {
    let said: FromOnnx;
    try {
      said = await answer(data);
    } catch (error) {
      said = { kind: 'failed', sentence: sentenceOf(error) };
    }
    const transfer =
      said.kind === 'output'
        ? [said.output.buffer]
        : said.kind === 'tried'
          ? [said.answer.data.buffer]
          : [];
    self.postMessage(said, transfer);
  }

  self.onmessage = ({ data }: MessageEvent<ToOnnx>) => void handle(data);
}
