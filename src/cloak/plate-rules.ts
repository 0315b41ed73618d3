// How a plate pixel learns: the numbers of a rule that is implemented in four places: webgpu/plate.wgsl,
// webgl/observe.frag, cpu/kernels/plate.ts and, for the watch's small copy, room/plate-map.ts. Times are in seconds of
// the frames' own time. Plain constants only: AssemblyScript reads this file too, and they are prepended to the
// shaders.

/** Confidence of a plate pixel that the generator filled. */
export const GUESSED = 0.1;
/** From this confidence on, the camera has seen a plate pixel; below, it is at best guessed. */
export const SEEN_FROM = 0.2;
/** Confidence is 1 less this times the share by which the next observation would move the mean. */
export const DOUBT = 0.8;
/** An observation never moves the running mean by less than this share: it follows slow changes. */
export const SLOWEST = 0.05;

/** Something that differs from the plate must be visible for this long before it counts as the room. */
export const SWITCH_AFTER = 1.2;
/** The same for a pixel that was seen in only a few frames. */
export const SWITCH_AFTER_NEW = 0.12;
/** The same while the room is being learned on demand. */
export const SWITCH_WHILE_LEARNING = 0.2;
/** Between these confidences, the time is interpolated from SWITCH_AFTER_NEW to SWITCH_AFTER. */
export const NEW_UNTIL = 0.6;
export const SETTLED_FROM = 0.9;
/** The first look at something else counts for at least and at most this long, whatever the frame's interval. */
export const SHORTEST_LOOK = 1e-3;
export const FIRST_LOOK = 0.1;
/** Each further look moves its mean by this share. */
export const OTHER_SHARE = 0.25;
/** Where the plate's content is visible again, the candidate is forgotten this many times as fast as it was learned. */
export const FORGETTING = 2;
/** Confidence of a candidate that has become the room. */
export const SWITCHED = 0.6;
