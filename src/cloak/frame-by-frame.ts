// The strategy without a remembered room: the generator fills the hole anew in every frame, from what that frame
// shows. Zones are hole too. They stay where they are, as camera motion is not tracked here.
import type { Fill } from './fill.ts';
import { chooseCrop, personBounds, type Rect } from '../frame/geometry.ts';
import type { Passes } from './passes.ts';
import type { Strategy } from './strategy.ts';
import type { Texturing } from './texturing.ts';
import type { Way } from '../models/way.ts';
import { createZoneHiding } from './zone-hiding.ts';

/** @param aspect width divided by height, of the generator's input */
export function createFrameByFrame(
  passes: Passes,
  way: Way,
  aspect: number,
  texturing: Texturing,
): Strategy {
  let fill: Fill | undefined;
  let isHole = false;
  const hidden = createZoneHiding();
  /** Valid for one frame size only: another size means another source, or the warm-up. */
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

  /** Adds texture to a single picture; the frame waits for it. */
  async function texture(smooth: Fill): Promise<void> {
    texturing.forget(); // the texture of another picture
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
      // The mask view needs no fill, but the matte comes with it.
      if (settings.view === 'mask' && !way.givesMatte) return false;
      const input = await stage(way.prefills ? 'prefill' : 'cut', () => passes.cut(crop));
      fill = await stage('generate', () =>
        passes.generate(input, settings.refine, !settings.waits),
      );
      const smooth = fill;
      const takesTexture = settings.texture && settings.waits && texturing.works;
      // With a matte the hole is not known in advance.
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
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
