// The URLs of the blind test's pictures; `scripts/lib/blind-server.ts` serves them.

/** A JSON list of tokens in display order. */
export const PICTURES = '/blind-test/pictures';
/** Followed by a token: the picture. */
export const PICTURE = '/blind-test/picture/';
/** Followed by a token: whether the picture is real, as JSON; requested after the viewer has answered. */
export const TRUTH = '/blind-test/truth/';
