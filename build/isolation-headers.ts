// The response headers that make the page cross-origin isolated. Without them the browser gives no
// SharedArrayBuffer, and the WASM tier runs on one thread. A production server sends them too.

export const ISOLATION_HEADERS: Record<string, string> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
