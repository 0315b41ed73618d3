// What the body finder sees: for each of up to six people, a box and the joints of the body.

import type { FramePart } from '../far-people.ts';
import type { Place } from '../finder-planes.ts';

/** The joints, in the network's order (COCO's keypoints). */
export const JOINTS = [
  'nose',
  'leftEye',
  'rightEye',
  'leftEar',
  'rightEar',
  'leftShoulder',
  'rightShoulder',
  'leftElbow',
  'rightElbow',
  'leftWrist',
  'rightWrist',
  'leftHip',
  'rightHip',
  'leftKnee',
  'rightKnee',
  'leftAnkle',
  'rightAnkle',
] as const;

export type JointName = (typeof JOINTS)[number];

/** From this score on, a body is certainly a person. Empty rooms reach 0.14, and parts of them 0.23. */
export const SURE_OF_BODY = 0.25;

/** All lengths are shares of the frame's width or height. */
export interface Joint {
  x: number;
  y: number;
  /** How sure it is, 0..1. */
  score: number;
}

export interface Body {
  /** How sure it is that this is a person, 0..1. */
  score: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** In the order of `JOINTS`. */
  joints: Joint[];
}

/** A body that was seen in a part of the frame, as a body in the whole frame. @param part px of the frame */
export function outOfPart(
  body: Body,
  part: FramePart,
  { displayWidth, displayHeight }: Pick<VideoFrame, 'displayWidth' | 'displayHeight'>,
): Body {
  const x = (share: number) => (part.x + share * part.width) / displayWidth;
  const y = (share: number) => (part.y + share * part.height) / displayHeight;
  return {
    score: body.score,
    left: x(body.left),
    right: x(body.right),
    top: y(body.top),
    bottom: y(body.bottom),
    joints: body.joints.map((joint) => ({ x: x(joint.x), y: y(joint.y), score: joint.score })),
  };
}

/** Where the frame lies in the network's picture, and that picture's size, px. */
export interface FrameInPicture {
  place: Place;
  width: number;
  height: number;
}

/** Numbers per body: y, x and score of each joint; top, left, bottom and right of the box; score. */
const NUMBERS = 3 * JOINTS.length + 5;

/**
 * @param output `[bodies, NUMBERS]`: the network's answer, where lengths are shares of its picture
 * @param least bodies with a lower score are left out
 * @throws Error if it contains anything but finite numbers
 */
export function readBodies(output: Float32Array, least: number, about: FrameInPicture): Body[] {
  if (!output.every(Number.isFinite)) throw new Error('The body finder gave no numbers.');
  const { place, width, height } = about;
  const across = (share: number) => (share * width - place.x) / place.width;
  const down = (share: number) => (share * height - place.y) / place.height;
  const bodies: Body[] = [];
  for (let at = 0; at + NUMBERS <= output.length; at += NUMBERS) {
    const box = at + 3 * JOINTS.length;
    const score = output[box + 4]!;
    if (score < least) continue;
    bodies.push({
      score,
      top: down(output[box]!),
      left: across(output[box + 1]!),
      bottom: down(output[box + 2]!),
      right: across(output[box + 3]!),
      joints: JOINTS.map((_, i) => ({
        y: down(output[at + 3 * i]!),
        x: across(output[at + 3 * i + 1]!),
        score: output[at + 3 * i + 2]!,
      })),
    });
  }
  return bodies;
}
