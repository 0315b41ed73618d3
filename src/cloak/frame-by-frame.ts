// The way of a frame without the room: the generator fills the hole anew in every frame, from what that frame shows.
// Zones are hole too; nobody sees whether the camera moves, and they stay where they are.
import type { Fill } from './fill.ts';
import { chooseCrop, personBounds, type Rect } from '../frame/geometry.ts';
import type { Passes } from './passes.ts';
import type { Strategy } from './strategy.ts';
import type { Texturing } from './texturing.ts';
import type { Way } from '../models/way.ts';
import { createZoneHiding } from './zone-hiding.ts';

/** @param aspect width by height of the generator's input */
export function createFrameByFrame(
  passes: Passes,
  way: Way,
  aspect: number,
  texturing: Texturing,
): Strategy {
  let fill: Fill | undefined;
  let isHole = false;
  const hidden = createZoneHiding();
  /** Kept for frames of one size only: another is another source, or the warm-up. */
  let last: { crop: Rect; width: number; height: number } | undefined;

  function cropOf(
    { displayWidth: width, displayHeight: height }: VideoFrame,
    person: Rect,
    margin: number,
  ): Rect {
    const isSame = last?.width === width && last.height === height;
    const before = isSame ? last?.crop : undefined;
    const crop = chooseCrop(person, width, height, aspect, before, margin);
    last = { crop, width, height };
    return crop;
  }

  /** The frame waits for it: a picture on its own. */
  async function texture(smooth: Fill): Promise<void> {
    texturing.forget(); // of another picture
    const textured = await texturing.run(passes.readRoom(smooth));
    if (!textured) return;
    leave();
    fill = textured;
  }

  function leave(): void {
    fill?.release();
    fill = undefined;
  }

  return {
    async run({ frame, person, settings, zones, stage, takeIn }) {
      await takeIn();
      leave();
      const zoned = hidden(zones, frame);
      const bounds = unite(personBounds(person), zoned?.bounds);
      isHole = bounds !== undefined;
      if (!bounds) return false;
      const crop = cropOf(frame, bounds, settings.margin);
      await stage('hole', () => passes.hole(person, settings.margin, zoned?.hide));
      // The mask's view needs no fill, but the matte comes with it.
      if (settings.view === 'mask' && !way.givesMatte) return false;
      const input = await stage(way.prefills ? 'prefill' : 'cut', () => passes.cut(crop));
      fill = await stage('generate', () =>
        passes.generate(input, settings.refine, !settings.waits),
      );
      const smooth = fill;
      const takesTexture = settings.texture && settings.waits && texturing.works;
      // Where a matte counts too, the hole is not known before.
      if (takesTexture && !way.givesMatte) await stage('texture', () => texture(smooth));
      return true;
    },
    draw(look) {
      const isFrame = look !== 'hole' && !isHole;
      passes.compose(isFrame ? { ...look, cloak: false } : look, fill);
    },
    leave,
  };
}

/** The smallest part of the frame that holds both. */
function unite(a: Rect | undefined, b: Rect | undefined): Rect | undefined {
  if (!a || !b) return a ?? b;
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    ...{ x, y },
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
