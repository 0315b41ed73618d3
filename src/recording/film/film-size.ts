// The size of a cloaked film. Pure.

export interface Size {
  /** px */
  width: number;
  height: number;
}

const [LONG, SHORT] = [1920, 1080];

/** The size itself up to 1920x1080 or 1080x1920. Above that, even numbers that fit into it. */
export function outputSize({ width, height }: Size): Size {
  const scale = Math.min(LONG / Math.max(width, height), SHORT / Math.min(width, height));
  if (scale >= 1) return { width, height };
  const even = (length: number) => Math.max(2, 2 * Math.round((length * scale) / 2));
  return { width: even(width), height: even(height) };
}
