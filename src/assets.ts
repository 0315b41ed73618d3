// Where the files lie that are fetched while Vanish runs: models/ and vendor/. The page has them at its origin's
// root; a program that uses the library may have them elsewhere. Every worker is told.

let root = '/';

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
