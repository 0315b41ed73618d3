// Where the blind test's page finds its pictures; `scripts/lib/blind-server.ts` answers there.

/** A JSON list of tokens in the order of showing. */
export const PICTURES = '/blind-test/pictures';
/** Followed by a token: the picture. */
export const PICTURE = '/blind-test/picture/';
/** Followed by a token: whether the picture is real, as JSON; asked after the viewer has answered. */
export const TRUTH = '/blind-test/truth/';
