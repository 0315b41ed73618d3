// Where the files fetched at run time are: models/ and vendor/. The page serves them next to its scripts folder; a
// program that uses the library may host them elsewhere. Every worker gets the address.

/** The URL of this script: in src/ during development, in assets/ once built. */
const { url: script } = import.meta;

let root = new URL('../', script).href;

/** @param url of the folder, with a trailing slash; same-origin, or cross-origin with CORS */
export function setAssetsRoot(url: string): void {
  root = url;
}

/** The root as it was set, to pass on to another worker. */
export function assetsRoot(): string {
  return root;
}

/** @param path without a leading slash */
export function assetUrl(path: string): string {
  return root + path;
}
