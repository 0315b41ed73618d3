// The response headers of everything that is served. A production server sends them too (docs/hosting.md).

/**
 * Make the page cross-origin isolated. Without them, the browser provides no SharedArrayBuffer, and the WASM tier runs
 * on one thread.
 */
export const ISOLATION_HEADERS: Record<string, string> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** What the page and its workers may do: load from their own origin, and reach nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' blob: 'wasm-unsafe-eval'", // tfjs's threads load their WebAssembly's script from a blob
  "worker-src 'self' blob:",
  "connect-src 'self' blob:",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "style-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/**
 * For the built pages themselves (policy-meta.ts). frame-ancestors has no effect there. Text becomes HTML or a script's
 * address only through a policy named here: Svelte's for its templates, and src/trusted-types.ts. Workers have no
 * document and no such policies; script-src controls which scripts they run.
 */
export const PAGE_POLICY = [
  ...POLICY,
  "require-trusted-types-for 'script'",
  'trusted-types default svelte-trusted-html',
].join('; ');

/** The page asks for camera, microphone, full screen and picture-in-picture, and for no other browser permission. */
const PERMISSIONS = [
  ...['camera', 'microphone', 'fullscreen', 'picture-in-picture', 'cross-origin-isolated'].map(
    (name) => `${name}=(self)`,
  ),
  ...['display-capture', 'geolocation', 'midi', 'payment', 'usb', 'serial', 'hid'].map(
    (name) => `${name}=()`,
  ),
];

/** For the built page. The development server injects scripts into the page, so it does without the policy. */
export const HEADERS: Record<string, string> = {
  ...ISOLATION_HEADERS,
  'Content-Security-Policy': [...POLICY, "frame-ancestors 'self'"].join('; '),
  'Permissions-Policy': PERMISSIONS.join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};
