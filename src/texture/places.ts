// The places of a picture by their role in the synthesis. A place is y * width + x; a patch's place is that of its
// first pixel.
import { SIDE } from './kernels.ts';
import { KNOWN, UNKNOWN, type Picture } from './pictures.ts';

export interface Places {
  /** Pixels to synthesise. */
  unknown: Int32Array;
  /** Patches inside the picture that hold such a pixel. */
  targets: Int32Array;
  /** Patches inside the picture that may be copied from. */
  sources: Int32Array;
}

export function findPlaces(picture: Picture): Places {
  const { data, width, height } = picture;
  const isUnknown = new Uint8Array(width * height);
  const isKept = new Uint8Array(width * height); // must not be copied from
  const unknown = createList(width * height);
  for (let place = 0; place < isUnknown.length; place++) {
    const state = data[4 * place + 3]!;
    if (state === UNKNOWN) {
      isUnknown[place] = 1;
      unknown.add(place);
    }
    if (state !== KNOWN) isKept[place] = 1;
  }
  const hasUnknown = anyInPatch(isUnknown, width, height);
  const hasKept = anyInPatch(isKept, width, height);
  const targets = createList(width * height);
  const sources = createList(width * height);
  for (let y = 0; y + SIDE <= height; y++) {
    for (let x = 0; x + SIDE <= width; x++) {
      const place = y * width + x;
      if (hasUnknown[place]) targets.add(place);
      if (!hasKept[place]) sources.add(place);
    }
  }
  return { unknown: unknown.all(), targets: targets.all(), sources: sources.all() };
}

/**
 * A growing list of at most this many places; an array of numbers would take five times the memory while it grows.
 */
function createList(most: number) {
  const places = new Int32Array(most);
  let count = 0;
  return {
    add: (place: number) => (places[count++] = place),
    all: () => places.slice(0, count),
  };
}

/** Whether any of a patch's pixels is marked, for all patches inside the picture. */
function anyInPatch(marked: Uint8Array, width: number, height: number): Uint8Array {
  const inRow = new Uint8Array(marked.length);
  const inPatch = new Uint8Array(marked.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x + SIDE <= width; x++) {
      const place = y * width + x;
      for (let right = 0; right < SIDE; right++) inRow[place]! |= marked[place + right]!;
    }
  }
  for (let y = 0; y + SIDE <= height; y++) {
    for (let x = 0; x + SIDE <= width; x++) {
      const place = y * width + x;
      for (let down = 0; down < SIDE; down++) inPatch[place]! |= inRow[place + down * width]!;
    }
  }
  return inPatch;
}
