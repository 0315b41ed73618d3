// The image passes on WebGL 2, for the tiers without WebGPU. The generator's input is read back
// and its output uploaded: both are small, and tfjs has a context (or none) of its own.
import type { Network } from '../../models/network.ts';
import type { Rect } from '../geometry.ts';
import type { Passes } from '../passes.ts';
import { SAME_LIGHT, type Light } from '../room/light.ts';
import type { Way } from '../way.ts';
import { createComposeStage } from './compose.ts';
import { createTexture, type Picture } from './draw.ts';
import { createFill } from './fill.ts';
import { createHoleStage } from './hole.ts';
import { createInputStage } from './input.ts';
import { createPlateStage } from './plate.ts';

/** @throws Error with a sentence when this browser has no WebGL 2 with float pictures */
export function createWebGlPasses(canvas: OffscreenCanvas, generator: Network, way: Way): Passes {
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false });
  if (!gl?.getExtension('EXT_color_buffer_float')) {
    throw new Error(
      'This browser has neither WebGPU nor WebGL 2 with float textures, or they are switched off. Nothing is shown. ' +
        'Switch its hardware acceleration on, or open the page in a current Chrome, Edge, Firefox or Safari.',
    );
  }
  const lost = new Promise<string>((resolve) => {
    canvas.addEventListener('webglcontextlost', () => resolve('the WebGL context is gone'));
  });
  const holeStage = createHoleStage(gl);
  const plateStage = createPlateStage(gl, generator.card);
  let own = createOwn(gl, generator, way);
  const frameTexture = createTexture(gl, gl.LINEAR);
  let hole: Picture | undefined;
  let light: Light = SAME_LIGHT;
  /** Of the input that was cut out of the room last: where its fill belongs, and in which light. */
  let asked: { crop: Rect; light: Light } | undefined;
  /** The same of the last fill. */
  let guess: { crop: Rect; light: Light } | undefined;

  function holeNow(): Picture {
    if (!hole) throw new Error('The hole is needed here, but was not made.');
    return hole;
  }

  return {
    begin(frame) {
      const { displayWidth: width, displayHeight: height } = frame;
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      gl.bindTexture(gl.TEXTURE_2D, frameTexture);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, frame);
    },
    hole(mask, hide) {
      hole = holeStage.run(frameTexture, mask, hide, canvas.width, canvas.height);
    },
    cut(crop) {
      const given = own.way.findsPerson ? undefined : hole;
      own.input.run(frameTexture, canvas.width, canvas.height, given, crop);
    },
    async generate(refines) {
      const about = asked;
      own.fill.set(await own.generator.run(own.input.read(), refines));
      guess = about;
    },
    compose(look, crop) {
      own.compose.run(frameTexture, hole, own.fill, crop, look);
    },
    setGenerator(next, nextWay) {
      own.dispose();
      own = createOwn(gl, next, nextWay);
      plateStage.setCard(next.card);
      guess = asked = undefined;
    },
    plate: {
      forget() {
        plateStage.forget();
        guess = undefined;
      },
      setLight(next) {
        light = next.light;
        plateStage.resize(canvas.width, canvas.height);
        plateStage.setLight(next);
      },
      carry(carry) {
        plateStage.carry(carry);
        guess = undefined; // it was made for another place and another light
      },
      observe(observation, renews) {
        const known = guess && { ...guess, fill: own.fill, isNew: renews };
        plateStage.observe(frameTexture, holeNow(), observation, known);
      },
      cut(crop) {
        const [room, unknown] = [
          plateStage.known(frameTexture, holeNow()),
          plateStage.unknown(holeNow()),
        ];
        own.input.run(room.texture, canvas.width, canvas.height, unknown, crop);
        asked = { crop, light };
      },
      reveal: (look) => plateStage.reveal(frameTexture, holeNow(), look),
      bytes: () => plateStage.bytes(),
    },
    lost,
    async finished() {
      // Without a context all drawing does nothing, and says nothing.
      if (gl.isContextLost()) throw new Error('The graphics context was lost.');
      // Reading one pixel waits for all drawing before it; there is no promise for it in WebGL.
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    },
    readInput: async () => own.input.read(),
    dispose() {
      holeStage.dispose();
      plateStage.dispose();
      own.dispose();
      gl.deleteTexture(frameTexture);
    },
  };
}

/** A generator, and what is made for its card. */
function createOwn(gl: WebGL2RenderingContext, generator: Network, way: Way) {
  const input = createInputStage(gl, generator.card);
  const compose = createComposeStage(gl, generator.card, way);
  const fill = createFill(gl, generator.card);
  return {
    ...{ generator, way, input, compose, fill },
    dispose() {
      for (const part of [input, compose, fill]) part.dispose();
    },
  };
}
