// The way of a frame for a network that finds the person itself: it gets all of the frame, and its matte alone says where
// the fill is shown.
import type { Fill } from './fill.ts';
import { WHOLE } from './geometry.ts';
import type { Passes } from './passes.ts';
import type { Strategy } from './strategy.ts';

export function createFindingItself(passes: Passes): Strategy {
  let fill: Fill | undefined;

  function leave(): void {
    fill?.release();
    fill = undefined;
  }

  return {
    async run({ settings, stage }) {
      leave();
      const input = await stage('cut', () => passes.cut(WHOLE));
      fill = await stage('generate', () => passes.generate(input, settings.refine));
      return true;
    },
    draw: (look) => passes.compose(look, fill),
    leave,
  };
}
