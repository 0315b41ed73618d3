// Passes that outlast their graphics device: after a loss, their holder continues with replacements.
import type { Passes } from './passes.ts';

export interface LastingPasses extends Passes {
  /**
   * Continues with passes on another device, or on a restored context. Everything that the old ones held is lost.
   */
  replace(next: Passes): void;
}

export function createLastingPasses(first: Passes): LastingPasses {
  let now = first;
  return {
    replace: (next) => void (now = next),
    begin: (frame) => now.begin(frame),
    hole: (mask, margin, hide) => now.hole(mask, margin, hide),
    cut: (crop) => now.cut(crop),
    generate: (input, refines, quickly) => now.generate(input, refines, quickly),
    get isSlow() {
      return now.isSlow;
    },
    readRoom: (fill) => now.readRoom(fill),
    fillFrom: (picture) => now.fillFrom(picture),
    compose: (look, fill, coversHole) => now.compose(look, fill, coversHole),
    cover: (size) => now.cover(size),
    setGenerator: (generator, way) => now.setGenerator(generator, way),
    plate: {
      forget: () => now.plate.forget(),
      forgetIn: (parts) => now.plate.forgetIn(parts),
      setLight: (light) => now.plate.setLight(light),
      carry: (carry) => now.plate.carry(carry),
      observe: (observation, fill, rate) => now.plate.observe(observation, fill, rate),
      readRoom: (fill) => now.plate.readRoom(fill),
      cut: (crop) => now.plate.cut(crop),
      reveal: (look) => now.plate.reveal(look),
      read: () => now.plate.read(),
      write: (copy) => now.plate.write(copy),
      bytes: () => now.plate.bytes(),
    },
    get lost() {
      return now.lost;
    },
    finished: () => now.finished(),
    readInput: () => now.readInput(),
    get fillCount() {
      return now.fillCount;
    },
    dispose: () => now.dispose(),
  };
}
