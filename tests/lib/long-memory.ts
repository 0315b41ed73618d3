// The memory of a page, its workers and the browser's processes during a long run.
import type { Page, Worker } from '@playwright/test';
import { memoryOf } from '../../scripts/lib/served-page.ts';

/** Without it, the browser reports the memory of page and workers only minutes later. */
export const LONG_FLAGS = ['--enable-blink-features=ForceEagerMeasureMemory'];

/** Memory in use at one time, after garbage collection. MB, except for counts. */
export interface Held {
  second: number;
  /** Page and workers: the heaps of WebAssembly and JavaScript, and what they reference. */
  inUse: number;
  /** Parts of `inUse`, by the browser's names. */
  kinds: Record<string, number>;
  /** Resident memory of all the browser's processes, and of the page's and the GPU's. */
  resident: number;
  renderer: number;
  gpu: number;
  /** Created minus deleted since the engine's start. */
  textures: number;
  /** tfjs tensors in the page's workers. Those in the generator's own worker are part of `inUse`. */
  tensors: number;
}

/** Call it before the page is opened: counts the textures of every worker. */
export function countTextures(page: Page): void {
  page.on('worker', (worker) => void worker.evaluate(countHere).catch(() => {}));
}

function countHere(): void {
  const scope = self as unknown as { texturesMade?: number };
  if (scope.texturesMade !== undefined || typeof WebGL2RenderingContext === 'undefined') return;
  scope.texturesMade = 0;
  const { createTexture, deleteTexture } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.createTexture = function () {
    scope.texturesMade!++;
    return createTexture.call(this);
  };
  WebGL2RenderingContext.prototype.deleteTexture = function (texture) {
    if (texture) scope.texturesMade!--;
    deleteTexture.call(this, texture);
  };
}

/** @param second the time of the sample */
export async function holds(page: Page, second: number): Promise<Held> {
  const { bytes, breakdown } = (await page.evaluate(() =>
    performance.measureUserAgentSpecificMemory(),
  )) as { bytes: number; breakdown: { bytes: number; types: string[] }[] };
  const kinds: Record<string, number> = {};
  for (const each of breakdown) {
    const kind = each.types.join(' ') || 'other';
    kinds[kind] = (kinds[kind] ?? 0) + each.bytes / 1e6;
  }
  const processes = await memoryOf(page.context().browser()!);
  const counts = await Promise.all(page.workers().map(countsOf));
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return {
    second,
    inUse: bytes / 1e6,
    kinds,
    resident: sum(Object.values(processes)),
    renderer: processes.renderer ?? 0,
    gpu: processes.GPU ?? 0,
    textures: sum(counts.map(({ textures }) => textures)),
    tensors: sum(counts.map(({ tensors }) => tensors)),
  };
}

function countsOf(worker: Worker): Promise<{ textures: number; tensors: number }> {
  return worker.evaluate(() => {
    const { texturesMade = 0, _tfengine } = self as unknown as {
      texturesMade?: number;
      _tfengine?: { state: { numTensors: number } };
    };
    return { textures: texturesMade, tensors: _tfengine?.state.numTensors ?? 0 };
  });
}
