// Detects that the GPU process has died.

export interface Canary {
  readonly isLost: boolean;
  /** Browsers limit the number of contexts per page. */
  dispose(): void;
}

/**
 * A graphics context that nothing draws with, and that is lost when the GPU process dies. The segmenter needs no GPU
 * and would continue, but in Chromium 156 a page then crashes if it keeps drawing in the same worker. In a new worker
 * it does not.
 */
export function createCanary(): Canary {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('webgl2');
  let hasLost = false;
  canvas.addEventListener('webglcontextlost', () => (hasLost = true));
  return {
    get isLost() {
      return hasLost || (context?.isContextLost() ?? false);
    },
    dispose: () => context?.getExtension('WEBGL_lose_context')?.loseContext(),
  };
}
