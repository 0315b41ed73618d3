// How a plate pixel learns: the numbers of one rule that stands in four places, in webgpu/plate.wgsl, webgl/observe.frag,
// cpu/kernels/plate.ts and, for the small copy that the watch goes by, room/plate-map.ts. Times in seconds of the frames'
// own time. Plain constants only: AssemblyScript reads this file too, and the shaders have them put before their source.

/** Confidence of a plate pixel that the generator invented. */
export const GUESSED = 0.1;
/** From this confidence on a plate pixel was seen by the camera; below, it is at best guessed. */
export const SEEN_FROM = 0.2;
/** Confidence is 1 less this times the share by which the next observation would move the mean. */
export const DOUBT = 0.8;
/** An observation never moves the running mean by less than this share: it follows slow changes. */
export const SLOWEST = 0.05;

/** Something else than the plate knows must show for so long before it counts as the room. */
export const SWITCH_AFTER = 1.2;
/** The same for a pixel that was seen in a few frames only. */
export const SWITCH_AFTER_NEW = 0.12;
/** The same while the room is being learnt on demand. */
export const SWITCH_WHILE_LEARNING = 0.2;
/** Between these confidences the one patience becomes the other. */
export const NEW_UNTIL = 0.6;
export const SETTLED_FROM = 0.9;
/** The first look at something else counts for at least and at most so long, however long ago the frame before was. */
export const SHORTEST_LOOK = 1e-3;
export const FIRST_LOOK = 0.1;
/** Each further look moves its mean by this share. */
export const OTHER_SHARE = 0.25;
/** Where the plate shows, what showed instead of it is forgotten so many times as fast as it was learnt. */
export const FORGETTING = 2;
/** Confidence of what has become the room in place of something else. */
export const SWITCHED = 0.6;
