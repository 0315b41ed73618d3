// What can be chosen about the picture that is shown.

/** cloaked: the result. split: the frame left of the handle, the result right of it.
 * mask: the frame with the hole tinted. */
export type View = 'cloaked' | 'split' | 'mask';

export const VIEWS: readonly View[] = ['cloaked', 'split', 'mask'];
