// Where the evaluation's worker finds a case's files and puts its results: addresses next to the page, served by
// scripts/lib/case-server.ts.

export const CASES = '/cases/';
export const RESULTS = '/results/';

/** A case's result has one of these names. */
export const OUTPUT_FILES: readonly string[] = ['output.png', 'output.mp4', 'output.webm'];
/** For a picture: the filled area, as the hole's alpha in grey. */
export const HOLE_FILE = 'hole.png';
/** The metrics of a clip's frames. */
export const FRAMES_FILE = 'frames.json';

/** The address of a file: GET below CASES, PUT below RESULTS. */
export function addressOf(folder: string, caseName: string, file: string): string {
  return `${folder}${encodeURIComponent(caseName)}/${encodeURIComponent(file)}`;
}

/** The case and the file that a path below `folder` names; undefined if the path has another form. */
export function parseAddress(
  folder: string,
  path: string,
): { caseName: string; file: string } | undefined {
  if (!path.startsWith(folder)) return undefined;
  const [caseName, file, ...more] = path.slice(folder.length).split('/');
  if (!caseName || !file || more.length > 0) return undefined;
  return { caseName: decodeURIComponent(caseName), file: decodeURIComponent(file) };
}
