// Codes for what the passes draw, and for whose alpha counts. TypeScript and AssemblyScript import them;
// they are prepended to the shaders. Plain constants only: AssemblyScript reads this file too.

export const VIEW_CLOAKED = 0;
export const VIEW_SPLIT = 1;
export const VIEW_MASK = 2;
/** The frame, unchanged. */
export const VIEW_FRAME = 3;
/** The hole's alpha itself. */
export const VIEW_HOLE = 4;
export const VIEW_PLATE = 5;
export const VIEW_CONFIDENCE = 6;
/** The plate's confidence itself. */
export const VIEW_KNOWN = 7;
/** All of the plate. */
export const VIEW_ALL = 8;

export const ALPHA_OF_HOLE = 1;
export const ALPHA_OF_MATTE = 2;
export const ALPHA_OF_BOTH = 3;
