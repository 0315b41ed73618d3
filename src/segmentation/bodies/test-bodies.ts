// Bodies for tests.
import { JOINTS, type Body } from './body.ts';

/** Somebody who stands upright, facing the camera, in a box; all lengths are shares of the frame. */
export function standing(
  left: number,
  top: number,
  right: number,
  bottom: number,
  score = 0.5,
): Body {
  const at = (across: number, down: number, sure = 0.8) => ({
    x: left + across * (right - left),
    y: top + down * (bottom - top),
    score: sure,
  });
  const joints = [
    ...[at(0.5, 0.08), at(0.45, 0.06), at(0.55, 0.06), at(0.4, 0.07), at(0.6, 0.07)],
    ...[at(0.25, 0.2), at(0.75, 0.2), at(0.15, 0.35), at(0.85, 0.35), at(0.1, 0.5), at(0.9, 0.5)],
    ...[at(0.35, 0.52), at(0.65, 0.52), at(0.35, 0.75), at(0.65, 0.75)],
    ...[at(0.35, 0.96), at(0.65, 0.96)],
  ];
  if (joints.length !== JOINTS.length) throw new Error('A joint is missing.');
  return { score, left, top, right, bottom, joints };
}
