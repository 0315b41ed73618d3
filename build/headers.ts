// The response headers of everything that is served. A production server sends them too (docs/hosting.md).

/**
 * Make the page cross-origin isolated. Without them the browser gives no SharedArrayBuffer, and the WASM tier runs on
 * one thread.
 */
export const ISOLATION_HEADERS: Record<string, string> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** What the page and its workers may do: load from where they come from, and reach nobody else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' blob: 'wasm-unsafe-eval'", // tfjs's threads load its WebAssembly's script from a blob
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
 * In the built pages themselves (policy-meta.ts). There, frame-ancestors counts for nothing. Text becomes HTML or a
 * script's address only by a policy that is named here: Svelte's for its templates, and src/trusted-types.ts. Workers
 * have no document and no such policies; which scripts they run, script-src says.
 */
export const PAGE_POLICY = [
  ...POLICY,
  "require-trusted-types-for 'script'",
  'trusted-types default svelte-trusted-html',
].join('; ');

/** The page asks for camera, microphone, the whole screen and a small window, and for nothing else that browsers give. */
const PERMISSIONS = [
  ...['camera', 'microphone', 'fullscreen', 'picture-in-picture', 'cross-origin-isolated'].map(
    (name) => `${name}=(self)`,
  ),
  ...['display-capture', 'geolocation', 'midi', 'payment', 'usb', 'serial', 'hid'].map(
    (name) => `${name}=()`,
  ),
];

/** Of the built page. The development server puts scripts into the page, so it goes without the policy. */
export const HEADERS: Record<string, string> = {
  ...ISOLATION_HEADERS,
  'Content-Security-Policy': [...POLICY, "frame-ancestors 'self'"].join('; '),
  'Permissions-Policy': PERMISSIONS.join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};
