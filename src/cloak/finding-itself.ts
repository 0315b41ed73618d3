// The strategy for a network that finds the person itself: it gets the whole frame, and its matte alone decides where
// the fill is shown. Zones and removed things are covered by one plain colour, because the network would paint what
// it sees there.
import type { Fill } from './fill.ts';
import { MARGIN, WHOLE } from '../frame/geometry.ts';
import type { Passes } from './passes.ts';
import type { Strategy } from './strategy.ts';
import { createZoneHiding } from './zone-hiding.ts';

export function createFindingItself(passes: Passes): Strategy {
  let fill: Fill | undefined;
  let isZoned = false;
  const hidden = createZoneHiding();

  function leave(): void {
    fill?.release();
    fill = undefined;
  }

  return {
    async run({ frame, person, things, settings, zones, stage, takeIn }) {
      await takeIn();
      leave();
      const zoned = hidden(zones, frame);
      isZoned = zoned !== undefined || things !== undefined;
      if (isZoned) await stage('hole', () => passes.hole(person, MARGIN.least, zoned?.hide));
      const input = await stage('cut', () => passes.cut(WHOLE));
      fill = await stage('generate', () => passes.generate(input, settings.refine));
      return true;
    },
    draw(look) {
      if (isZoned) passes.compose(look, fill, isZoned);
      else passes.compose(look, fill);
    },
    leave,
  };
}
