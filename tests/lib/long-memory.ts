// What a page, its workers and the browser's processes hold while a long run goes on.
import type { Page, Worker } from '@playwright/test';
import { memoryOf } from '../../scripts/lib/served-page.ts';

/** The browser needs it, or what page and workers hold is told minutes later. */
export const LONG_FLAGS = ['--enable-blink-features=ForceEagerMeasureMemory'];

/** What is held at one time, with the garbage collected. MB unless it is a count. */
export interface Held {
  second: number;
  /** Of page and workers: WebAssembly's and JavaScript's heaps and what hangs on them. */
  inUse: number;
  /** Of `inUse`, by the browser's words for it. */
  kinds: Record<string, number>;
  /** Resident, of all of the browser's processes, and of the page's and the GPU's. */
  resident: number;
  renderer: number;
  gpu: number;
  /** Made less deleted since the engine's start. */
  textures: number;
  /** Of tfjs in workers of the page; those of the generator's own worker are part of `inUse`. */
  tensors: number;
}

/** Must be called before the page is opened: counts the textures of every worker. */
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

/** @param second when that is */
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
