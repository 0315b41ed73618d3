// Whether the page may use the camera, and what that says about a camera that ended.
import { inTime } from '../awake-time.ts';

/** ms in which the browser must say whether the page may still use the camera. */
const ANSWERS_IN = 500;

/** Answers whether the page may use the camera; tests pass their own. */
export type AskPermission = () => Promise<PermissionState>;

/** @throws where browsers do not know the name */
export async function permissionNow(): Promise<PermissionState> {
  return (await navigator.permissions.query({ name: 'camera' })).state;
}

/** Why a camera's track has ended. @param before what the browser said when it started */
export async function causeOfLoss(
  before: Promise<PermissionState>,
  permission: AskPermission,
): Promise<'withdrawn' | 'unplugged'> {
  // Some browsers allow a camera just once, and say "prompt" from the beginning.
  const isWithdrawn = async () =>
    (await before) === 'granted' && (await permission()) !== 'granted';
  const answer = inTime(isWithdrawn(), ANSWERS_IN, 'no answer');
  return (await answer.catch(() => false)) ? 'withdrawn' : 'unplugged';
}
