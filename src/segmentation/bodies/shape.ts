// The shape of a body from its joints: head, trunk, arms and legs as thick lines, where it is sure of the joints.
import type { PersonMask } from '../../frame/person-mask.ts';
import { JOINTS, type Body, type Joint, type JointName } from './body.ts';

/** Joints of which it is less sure are left out: they are hidden, or guessed. */
const SURE = 0.3;
/** The radius of head, trunk, arms and legs, as shares of the trunk's length. */
const HEAD = 0.32;
const TRUNK = 0.3;
const LIMBS = 0.17;

/** The trunk of somebody who bends towards the camera looks short, but not shorter than this share of a third of them. */
const SHORTEST = 0.6;

const LINES: readonly (readonly [JointName, JointName])[] = [
  ['leftShoulder', 'leftElbow'],
  ['leftElbow', 'leftWrist'],
  ['rightShoulder', 'rightElbow'],
  ['rightElbow', 'rightWrist'],
  ['leftHip', 'leftKnee'],
  ['leftKnee', 'leftAnkle'],
  ['rightHip', 'rightKnee'],
  ['rightKnee', 'rightAnkle'],
];
const FACE: readonly JointName[] = ['nose', 'leftEye', 'rightEye', 'leftEar', 'rightEar'];

type Point = readonly [x: number, y: number];

/** A thick line, cells. */
export interface Stroke {
  from: Point;
  to: Point;
  radius: number;
  /** Whether it is an arm or a leg, and not head or trunk. */
  isLimb: boolean;
}

/** @param width cells of the grid @param height cells of the grid */
export function strokesOf({ joints, ...box }: Body, width: number, height: number): Stroke[] {
  const sure = (name: JointName): Joint | undefined => {
    const joint = joints[JOINTS.indexOf(name)];
    return joint && joint.score >= SURE ? joint : undefined;
  };
  const middle = (names: readonly JointName[]): Point | undefined => {
    const known = names.map(sure).filter((joint) => joint !== undefined);
    if (known.length === 0) return undefined;
    const sum = known.reduce(([x, y], joint) => [x + joint.x, y + joint.y] as const, [
      0, 0,
    ] as Point);
    return [(width * sum[0]) / known.length, (height * sum[1]) / known.length];
  };
  const neck = middle(['leftShoulder', 'rightShoulder']);
  const hips = middle(['leftHip', 'rightHip']);
  const third = ((box.bottom - box.top) * height) / 3; // how long the trunk of somebody is who stands
  const seen = neck && hips ? Math.hypot(neck[0] - hips[0], neck[1] - hips[1]) : third;
  const trunk = Math.max(seen, SHORTEST * third);
  // Without hips, as behind a desk, the trunk ends where the box does.
  const seat = neck && ([neck[0], Math.min(neck[1] + trunk, box.bottom * height)] as const);
  const strokes: Stroke[] = [];
  const add = (from: Point | undefined, to: Point | undefined, radius: number, isLimb = false) => {
    if (from && to) strokes.push({ from, to, radius: radius * trunk, isLimb });
  };
  const point = (name: JointName) => middle([name]);
  const face = middle(FACE);
  add(face, face, HEAD);
  add(face, neck, HEAD / 2);
  add(neck, hips ?? seat, TRUNK);
  for (const side of ['left', 'right'] as const) {
    add(point(`${side}Shoulder`), point(`${side}Hip`), LIMBS);
  }
  add(point('leftShoulder'), point('rightShoulder'), LIMBS);
  add(point('leftHip'), point('rightHip'), LIMBS);
  for (const [from, to] of LINES) add(point(from), point(to), LIMBS, true);
  return strokes;
}

/** Calls `visit` for every cell of the grid that a stroke covers. */
export function eachCellOf(
  { from, to, radius }: Stroke,
  { width, height }: { width: number; height: number },
  visit: (x: number, y: number) => void,
): void {
  const [x1, y1] = from;
  const [dx, dy] = [to[0] - x1, to[1] - y1];
  const squared = dx * dx + dy * dy;
  const left = Math.max(0, Math.floor(Math.min(x1, to[0]) - radius));
  const right = Math.min(width, Math.ceil(Math.max(x1, to[0]) + radius));
  const top = Math.max(0, Math.floor(Math.min(y1, to[1]) - radius));
  const bottom = Math.min(height, Math.ceil(Math.max(y1, to[1]) + radius));
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const [u, v] = [x + 0.5 - x1, y + 0.5 - y1];
      const along = squared > 0 ? Math.min(1, Math.max(0, (u * dx + v * dy) / squared)) : 0;
      if (Math.hypot(u - along * dx, v - along * dy) <= radius) visit(x, y);
    }
  }
}

/** The share of the strokes' cells in which the mask is above a value; 1 if there are none. */
export function coverage(strokes: readonly Stroke[], mask: PersonMask, above: number): number {
  let all = 0;
  let covered = 0;
  for (const stroke of strokes) {
    eachCellOf(stroke, mask, (x, y) => {
      all++;
      if (mask.data[y * mask.width + x]! > above) covered++;
    });
  }
  return all > 0 ? covered / all : 1;
}
