// Where the files lie that are fetched while Vanish runs: models/ and vendor/. The page has them beside its own folder of
// scripts, wherever it is served; a program that uses the library may have them elsewhere. Every worker is told.

/** Of this script: in src/ while developing, in assets/ once it is built. */
const { url: script } = import.meta;

let root = new URL('../', script).href;

/** @param url of the folder, with a slash at its end; of this origin, or one that allows it (CORS) */
export function setAssetsRoot(url: string): void {
  root = url;
}

/** As it was set; to pass on to another worker. */
export function assetsRoot(): string {
  return root;
}

/** @param path without a slash at its beginning */
export function assetUrl(path: string): string {
  return root + path;
}
