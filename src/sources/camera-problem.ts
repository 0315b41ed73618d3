// Tells camera failures apart. Names of exceptions: https://www.w3.org/TR/mediacapture-streams/ (getUserMedia), with
// the older names that some browsers still use.
import type { Problem } from './problem.ts';

export type CameraProblemKind =
  | 'refused'
  | 'none-found'
  | 'in-use'
  | 'insecure'
  | 'unplugged'
  | 'withdrawn'
  | 'lock-refused'
  | 'unlock-refused'
  | 'unknown';

export interface CameraProblem extends Problem {
  kind: CameraProblemKind;
}

const WORDS: Record<CameraProblemKind, Omit<Problem, 'kind'>> = {
  refused: {
    happened: 'The camera was refused.',
    remedy: 'Allow it next to the page’s address and press Start camera, or play the demo.',
  },
  'none-found': {
    happened: 'No camera was found.',
    remedy: 'Connect one and press Start camera, or open a video.',
  },
  'in-use': {
    happened: 'The camera did not start: another program is probably using it.',
    remedy: 'Close that program and press Start camera, or play the demo.',
  },
  insecure: {
    happened:
      'Browsers allow the camera only on secure pages, and this one was loaded over plain HTTP.',
    remedy: 'Open it with https:// or on localhost, or play the demo.',
  },
  unplugged: {
    happened: 'The camera was unplugged or switched off.',
    remedy: 'Connect it and press Start camera, or play the demo.',
  },
  withdrawn: {
    happened: 'The permission to use the camera was withdrawn.',
    remedy: 'Allow it next to the page’s address and press Start camera, or play the demo.',
  },
  'lock-refused': {
    happened: 'The camera could not be locked.',
    remedy: 'Lock it in its manufacturer’s program, or continue without.',
  },
  'unlock-refused': {
    happened: 'The camera could not be unlocked.',
    remedy: 'Press Stop and Start camera to start over.',
  },
  unknown: {
    happened: 'The camera did not start.',
    remedy: 'Press Start camera to try again, or play the demo.',
  },
};

const KIND_BY_EXCEPTION: Record<string, CameraProblemKind> = {
  NotAllowedError: 'refused',
  PermissionDeniedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'none-found',
  DevicesNotFoundError: 'none-found',
  NotReadableError: 'in-use',
  TrackStartError: 'in-use',
  AbortError: 'in-use',
};

/** The sentences for a kind. */
export function cameraProblem(kind: CameraProblemKind): CameraProblem {
  return { kind, ...WORDS[kind] };
}

/** What a rejection of getUserMedia means. An unknown exception keeps its own text. */
export function cameraProblemOf(error: unknown): CameraProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const kind = KIND_BY_EXCEPTION[name] ?? 'unknown';
  const problem = cameraProblem(kind);
  if (kind !== 'unknown') return problem;
  return { ...problem, happened: `The camera did not start (${String(error)}).` };
}
