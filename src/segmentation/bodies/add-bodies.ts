// Adds the bodies of people whom the mask lacks.
import { MASK_THRESHOLD } from '../../frame/geometry.ts';
import type { PersonMask } from '../../frame/person-mask.ts';
import type { SmallPicture } from '../../frame/small-picture.ts';
import { columnsOf } from '../blobs.ts';
import { isUnchanged } from '../same-cell.ts';
import { SURE_OF_BODY, type Body } from './body.ts';
import type { SeenBody } from './bodies.ts';
import { coverage, eachCellOf, strokesOf } from './shape.ts';

/** Somebody of whose head and trunk a smaller share than this is in the mask was missed. */
const MISSED = 0.6;
/** The mask's value where a body is added: certainly somebody. */
const SOMEBODY = 255;
/** How long a body counts, microseconds of frame time. After that, it counts where nothing has changed. */
const LASTS = 0.3e6;

/**
 * @param picture of the same frame as the mask, small
 * @returns the mask itself, or a copy with the bodies of people whom it lacks
 */
export function withBodies(
  mask: PersonMask,
  bodies: readonly SeenBody[],
  picture: SmallPicture,
  timestamp: number,
): PersonMask {
  const { width, height } = mask;
  const columns = columnsOf(width, picture.width);
  let added: PersonMask | undefined;
  for (const body of bodies) {
    if (!isMissed(body, mask)) continue;
    added ??= { ...mask, data: mask.data.slice() };
    const { data } = added;
    const mustBeStill = timestamp - body.at > LASTS;
    for (const stroke of strokesOf(body, width, height)) {
      eachCellOf(stroke, mask, (x, y) => {
        const cell = Math.floor((y * picture.height) / height) * picture.width + columns[x]!;
        if (mustBeStill && !isUnchanged(cell, body.picture, picture)) return;
        data[y * width + x] = SOMEBODY;
      });
    }
  }
  return added ?? mask;
}

/** Adds to the mask of a single picture. @param mask changed */
export function addBodies(mask: PersonMask, bodies: readonly Body[]): void {
  for (const body of bodies.filter((each) => isMissed(each, mask))) {
    for (const stroke of strokesOf(body, mask.width, mask.height)) {
      eachCellOf(stroke, mask, (x, y) => (mask.data[y * mask.width + x] = SOMEBODY));
    }
  }
}

/** Whether the mask lacks somebody who is certainly there. */
function isMissed(body: Body, mask: PersonMask): boolean {
  if (body.score < SURE_OF_BODY) return false;
  const core = strokesOf(body, mask.width, mask.height).filter(({ isLimb }) => !isLimb);
  return coverage(core, mask, MASK_THRESHOLD) < MISSED;
}
