// Finds out which moment of the synthetic room each picture of a recording shows. A clip's times start at 0 and differ
// from the camera's by a fixed offset. The uneven intervals between shown pictures reveal it.

/**
 * @param times when the clip shows its pictures, s, ascending
 * @param shown the moments of the pictures that were shown from before the recording's first until its last, s,
 * ascending
 * @returns the moment of each picture of the clip
 * @throws if no picture was shown
 */
export function recordedSeconds(times: number[], shown: number[]): number[] {
  if (shown.length === 0) throw new Error('No picture was shown while the clip was recorded.');
  const nearest = (moment: number) =>
    shown.reduce((a, b) => (Math.abs(b - moment) < Math.abs(a - moment) ? b : a));
  const candidates = shown.map((begin) => {
    const moments = times.map((time) => begin + time - times[0]!);
    const found = moments.map(nearest);
    const apart = found.reduce((sum, each, i) => sum + Math.abs(each - moments[i]!), 0);
    return { found, apart };
  });
  return candidates.reduce((a, b) => (b.apart < a.apart ? b : a)).found;
}
