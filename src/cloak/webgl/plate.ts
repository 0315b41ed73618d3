// The clean plate on WebGL: two half-float pictures at frame size, and the operations on them. The file is longer than
// others because all operations share the two versions of the plate.
import type { Fill } from '../fill.ts';
import { HOLE_SUPPORT, holeSize, pixelsOf, WHOLE, type Rect } from '../../frame/geometry.ts';
import { pictureCode, type DisplayOptions } from '../passes.ts';
import * as codes from '../picture-codes.ts';
import {
  patienceOf,
  type Carry,
  type FrameLight,
  type Observation,
  type PlateCopy,
} from '../plate.ts';
import * as rules from '../plate-rules.ts';
import { inverseTurn, isStill } from '../../frame/motion.ts';
import { SAME_LIGHT, type Light } from '../room/light.ts';
import carrySource from './carry.frag?raw';
import {
  createDraw,
  createPicture,
  createTexture,
  createTwin,
  deletePicture,
  floatDefines,
  PIXEL_BYTES,
  readPicture,
  type Picture,
} from './draw.ts';
import fillSource from './fill.glsl?raw';
import type { Fills } from './fill.ts';
import observeSource from './observe.frag?raw';
import revealSource from './reveal.frag?raw';
import roomSource from './room.frag?raw';
import unknownSource from './unknown.frag?raw';

export interface PlateStage {
  /** Sets the plate's size, that of the frame; another size forgets it. */
  resize(width: number, height: number): void;
  /** Forgets everything; does nothing while the plate has no size. */
  forget(): void;
  /** Forgets these parts. */
  forgetIn(parts: readonly Rect[]): void;
  /** Sets how the frame's light differs from the plate's, for all that follows. */
  setLight(light: FrameLight): void;
  carry(carry: Carry): void;
  /** @param rate share by which earlier guesses move towards the fill */
  observe(
    frame: WebGLTexture,
    hole: Picture,
    observation: Observation,
    fill: Fill | undefined,
    rate: number,
  ): void;
  /** The frame with the known room in its hole, at frame size; valid until the next run. */
  known(frame: WebGLTexture, hole: Picture): Picture;
  /** Where the room is not known: 1 in red; valid until the next run. */
  unknown(hole: Picture): Picture;
  /**
   * The room for the texture stage (RoomPicture in ../passes.ts) at frame size; the caller deletes it.
   * @param fill shown where the room is not known
   * @param usesPlate whether the plate is used, or the frame alone
   */
  room(
    frame: WebGLTexture,
    frameWidth: number,
    frameHeight: number,
    hole: Picture,
    fill: Fill,
    usesPlate: boolean,
  ): Picture;
  /** Draws over the whole canvas. */
  reveal(frame: WebGLTexture, hole: Picture, look: DisplayOptions | 'hole' | 'known'): void;
  read(frame: WebGLTexture, hole: Picture): Promise<PlateCopy>;
  write(copy: PlateCopy): void;
  /** GPU memory of the pictures, bytes. */
  bytes(): number;
  dispose(): void;
}

/** Higher than any confidence. */
const NEVER = 2;

/** A light's values as vec4 uniforms; offsets are 0..1 instead of 0..255. */
function lightUniforms({ gain, offset }: Light) {
  return { gain: [...gain, 1], offset: [...offset.map((value) => value / 255), 0] };
}

export function createPlateStage(gl: WebGL2RenderingContext, fills: Fills): PlateStage {
  const observe = createDraw(gl, [fillSource, observeSource], floatDefines(rules));
  const carry = createDraw(gl, carrySource, floatDefines(rules));
  const unknown = createDraw(gl, unknownSource);
  const reveal = createDraw(gl, revealSource, codes);
  const drawRoom = createDraw(gl, [fillSource, roomSource]);
  const field = createTexture(gl, gl.LINEAR);
  const noField = createPicture(gl, 1, 1, 'rgba8'); // black: adds nothing
  let lit: Light = SAME_LIGHT;
  let pictures: ReturnType<typeof createPictures> | undefined;

  function createPictures(width: number, height: number) {
    const half = () => createPicture(gl, width, height, 'rgba16f');
    const [plate, candidate, nextPlate, nextCandidate] = [half(), half(), half(), half()];
    const small = holeSize(width, height);
    return {
      /** Plate and candidate, drawn into together; the second pair receives the next frame. */
      now: { plate, candidate, both: createTwin(gl, plate, candidate) },
      next: {
        plate: nextPlate,
        candidate: nextCandidate,
        both: createTwin(gl, nextPlate, nextCandidate),
      },
      known: createPicture(gl, width, height, 'rgba8'),
      unknown: createPicture(gl, small.width, small.height, 'rgba8'),
    };
  }

  function opened() {
    if (!pictures) throw new Error('The plate has no size yet.');
    return pictures;
  }

  function free(): void {
    if (!pictures) return;
    for (const { plate, candidate, both } of [pictures.now, pictures.next]) {
      deletePicture(gl, plate);
      deletePicture(gl, candidate);
      gl.deleteFramebuffer(both.framebuffer);
    }
    deletePicture(gl, pictures.known);
    deletePicture(gl, pictures.unknown);
    pictures = undefined;
  }

  function swap(): void {
    const held = opened();
    [held.now, held.next] = [held.next, held.now];
  }

  function show(
    target: Picture | undefined,
    frame: WebGLTexture,
    hole: Picture,
    view: number,
    split: number,
  ): void {
    reveal(target, {
      frame,
      hole: hole.texture,
      plate: opened().now.plate.texture,
      field,
      ...lightUniforms(lit),
      seenFrom: rules.SEEN_FROM,
      view,
      split,
      isCanvas: target === undefined,
    });
  }

  return {
    resize(width, height) {
      if (pictures?.known.width === width && pictures.known.height === height) return;
      free();
      pictures = createPictures(width, height);
    },
    forget() {
      if (!pictures) return;
      for (const { both } of [pictures.now, pictures.next]) {
        gl.bindFramebuffer(gl.FRAMEBUFFER, both.framebuffer);
        gl.clearBufferfv(gl.COLOR, 0, [0, 0, 0, 0]);
        gl.clearBufferfv(gl.COLOR, 1, [0, 0, 0, 0]);
      }
    },
    forgetIn(parts) {
      const { now, known } = opened();
      for (const part of parts) {
        const { left, top, width, height } = pixelsOf(part, known.width, known.height);
        const nothing = new Float32Array(4 * width * height);
        for (const { texture } of [now.plate, now.candidate]) {
          gl.bindTexture(gl.TEXTURE_2D, texture);
          gl.texSubImage2D(gl.TEXTURE_2D, 0, left, top, width, height, gl.RGBA, gl.FLOAT, nothing);
        }
      }
    },
    setLight({ light, field: { data, width, height } }) {
      lit = light;
      gl.bindTexture(gl.TEXTURE_2D, field);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA16F, width, height, 0, gl.RGBA, gl.FLOAT, data);
    },
    carry({ motion, relight }) {
      const { now, next } = opened();
      carry(next.both, {
        plate: now.plate.texture,
        candidate: now.candidate.texture,
        field: relight ? field : noField.texture,
        shift: [motion.x, motion.y],
        turn: inverseTurn(motion),
        isMoved: !isStill(motion),
        ...lightUniforms(relight ? lit : SAME_LIGHT),
      });
      swap();
    },
    observe(frame, hole, { seconds, tolerance, isLearning }, fill, rate) {
      const { now, next } = opened();
      const fillLight = lightUniforms(fill?.light ?? SAME_LIGHT);
      const crop = fill?.crop ?? WHOLE;
      observe(next.both, {
        frame,
        hole: hole.texture,
        plate: now.plate.texture,
        candidate: now.candidate.texture,
        field,
        ...lightUniforms(lit),
        ...fills.uniforms(fill),
        fillGain: fillLight.gain,
        fillOffset: fillLight.offset,
        crop: [crop.x, crop.y, crop.width, crop.height],
        hasFill: fill !== undefined,
        guessRate: rate,
        seconds,
        tolerance: tolerance / 255,
        switchAfter: patienceOf(isLearning),
      });
      swap();
    },
    known(frame, hole) {
      const { known } = opened();
      show(known, frame, hole, codes.VIEW_CLOAKED, 0);
      return known;
    },
    unknown(hole) {
      const { unknown: target, now } = opened();
      const { width, height } = target;
      unknown(target, {
        hole: hole.texture,
        plate: now.plate.texture,
        size: [width, height],
        seenFrom: rules.SEEN_FROM,
        support: HOLE_SUPPORT,
      });
      return target;
    },
    room(frame, frameWidth, frameHeight, hole, fill, usesPlate) {
      const target = createPicture(gl, frameWidth, frameHeight, 'rgba8');
      const fillLight = lightUniforms(fill.light);
      const { crop } = fill;
      drawRoom(target, {
        frame,
        hole: hole.texture,
        ...fills.uniforms(fill),
        plate: usesPlate ? opened().now.plate.texture : noField.texture,
        field: usesPlate ? field : noField.texture,
        ...lightUniforms(usesPlate ? lit : SAME_LIGHT),
        fillGain: fillLight.gain,
        fillOffset: fillLight.offset,
        crop: [crop.x, crop.y, crop.width, crop.height],
        seenFrom: usesPlate ? rules.SEEN_FROM : NEVER,
      });
      return target;
    },
    reveal(frame, hole, look) {
      const split = typeof look === 'string' ? 0 : look.split;
      show(undefined, frame, hole, pictureCode(look), split);
    },
    async read(frame, hole) {
      const { known } = opened();
      show(known, frame, hole, pictureCode('all'), 0);
      const { width, height } = known;
      return { width, height, data: await readPicture(gl, known) };
    },
    write({ width, height, data }) {
      const { now } = opened();
      const values = Float32Array.from(data, (value) => value / 255);
      gl.bindTexture(gl.TEXTURE_2D, now.plate.texture);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA, gl.FLOAT, values);
    },
    bytes() {
      const { known, unknown } = opened();
      const pixels = known.width * known.height;
      const small = unknown.width * unknown.height;
      return pixels * (4 * PIXEL_BYTES.rgba16f + PIXEL_BYTES.rgba8) + small * PIXEL_BYTES.rgba8;
    },
    dispose() {
      free();
      for (const draw of [observe, carry, unknown, reveal, drawRoom]) draw.dispose();
      gl.deleteTexture(field);
      deletePicture(gl, noField);
    },
  };
}
