// Tells when the GPU process has died.

export interface Canary {
  readonly isLost: boolean;
  /** A browser gives a page only so many contexts. */
  dispose(): void;
}

/**
 * A graphics context that nothing draws with: it is lost when the GPU process dies. The segmenter needs no GPU and would go
 * on, but in Chromium 156 a page that goes on drawing in the same worker then crashes, and another worker does not.
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
