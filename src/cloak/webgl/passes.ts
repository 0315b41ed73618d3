// The image passes on WebGL 2, for the tiers without WebGPU. The generator's input is read back and its output
// uploaded: both are small, and tfjs uses its own context, or none.
import type { Network } from '../../models/network.ts';
import { shapeOfAnswer, type Fill, type FillPlace } from '../fill.ts';
import { WHOLE } from '../../frame/geometry.ts';
import { COVER, type Passes, type RoomPicture } from '../passes.ts';
import { SAME_LIGHT, type Light } from '../room/light.ts';
import type { Way } from '../../models/way.ts';
import { createComposeStage } from './compose.ts';
import { createTexture, deletePicture, type Picture } from './draw.ts';
import { createFills } from './fill.ts';
import { createHoleStage } from './hole.ts';
import { createInputStage } from './input.ts';
import { createPlateStage } from './plate.ts';

/** @throws Error with a sentence if this browser has no WebGL 2 with float pictures */
export function createWebGlPasses(canvas: OffscreenCanvas, generator: Network, way: Way): Passes {
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false });
  if (!gl?.getExtension('EXT_color_buffer_float')) {
    throw new Error(
      'This browser has neither WebGPU nor WebGL 2 with float textures, or they are switched off. Nothing is shown. ' +
        'Switch its hardware acceleration on, or open the page in a current Chrome, Edge, Firefox or Safari.',
    );
  }
  const lost = new Promise<string>((resolve) => {
    const lose = (event: Event) => {
      event.preventDefault(); // otherwise the context is never restored
      resolve('the WebGL context is gone');
    };
    canvas.addEventListener('webglcontextlost', lose, { once: true });
  });
  const holeStage = createHoleStage(gl);
  const fills = createFills(gl);
  const composeStage = createComposeStage(gl, fills);
  const plateStage = createPlateStage(gl, fills);
  let own = createOwn(gl, generator, way);
  const frameTexture = createTexture(gl, gl.LINEAR);
  let hole: Picture | undefined;
  let light: Light = SAME_LIGHT;

  function holeNow(): Picture {
    if (!hole) throw new Error('The hole is needed here, but was not made.');
    return hole;
  }

  const readRoom = (fill: Fill, place: FillPlace, usesPlate: boolean): RoomPicture => {
    const { width, height } = canvas;
    const room = plateStage.room(frameTexture, width, height, holeNow(), fill, usesPlate);
    const data = new Uint8ClampedArray(4 * width * height);
    gl.bindFramebuffer(gl.FRAMEBUFFER, room.framebuffer);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data);
    deletePicture(gl, room);
    return { ...place, width, height, data };
  };

  return {
    begin(frame) {
      const { displayWidth: width, displayHeight: height } = frame;
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      gl.bindTexture(gl.TEXTURE_2D, frameTexture);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, frame);
    },
    hole(mask, margin, hide) {
      hole = holeStage.run(frameTexture, mask, margin, hide, canvas.width, canvas.height);
    },
    cut(crop) {
      const given = own.way.findsPerson ? undefined : hole;
      own.input.run(frameTexture, canvas.width, canvas.height, given, crop);
      return { crop, light: SAME_LIGHT };
    },
    async generate(place, refines, quickly = false) {
      const { input, generator } = own;
      const asked = (quickly && generator.standIn) || generator; // the generator may be replaced before the answer comes
      const answer = await asked.run(input.read(), refines);
      return fills.fromAnswer(answer, shapeOfAnswer(asked.card), place);
    },
    get isSlow() {
      return own.generator.standIn !== undefined;
    },
    readRoom: async (fill) => readRoom(fill, { crop: WHOLE, light: SAME_LIGHT }, false),
    fillFrom: (picture) => fills.fromPicture(picture),
    compose(look, fill, coversHole = false) {
      composeStage.run(frameTexture, hole, fill, own.way, look, coversHole);
    },
    cover({ width, height } = canvas) {
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      gl.clearBufferfv(gl.COLOR, 0, [COVER, COVER, COVER, 1]);
    },
    setGenerator(next, nextWay) {
      if (next.card === own.generator.card) {
        own = { ...own, generator: next, way: nextWay };
        return;
      }
      own.dispose();
      own = createOwn(gl, next, nextWay);
    },
    plate: {
      forget: () => plateStage.forget(),
      forgetIn: (parts) => plateStage.forgetIn(parts),
      setLight(next) {
        light = next.light;
        plateStage.resize(canvas.width, canvas.height);
        plateStage.setLight(next);
      },
      carry: (carry) => plateStage.carry(carry),
      observe(observation, fill, rate = 0) {
        plateStage.observe(frameTexture, holeNow(), observation, fill, rate);
      },
      cut(crop) {
        const [room, unknown] = [
          plateStage.known(frameTexture, holeNow()),
          plateStage.unknown(holeNow()),
        ];
        own.input.run(room.texture, canvas.width, canvas.height, unknown, crop);
        return { crop, light };
      },
      readRoom: async (fill) => readRoom(fill, { crop: WHOLE, light }, true),
      reveal: (look) => plateStage.reveal(frameTexture, holeNow(), look),
      read: () => plateStage.read(frameTexture, holeNow()),
      write(copy) {
        plateStage.resize(copy.width, copy.height);
        plateStage.write(copy);
      },
      bytes: () => plateStage.bytes(),
    },
    lost,
    async finished() {
      // On a lost context all drawing silently does nothing.
      if (gl.isContextLost()) throw new Error('The graphics context was lost.');
      // Reading one pixel blocks until everything before it is drawn; WebGL offers no promise for that.
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    },
    readInput: async () => own.input.read(),
    get fillCount() {
      return fills.count;
    },
    dispose() {
      fills.dispose();
      composeStage.dispose();
      holeStage.dispose();
      plateStage.dispose();
      own.dispose();
      gl.deleteTexture(frameTexture);
    },
  };
}

/** A generator, and the stage made for its card. */
function createOwn(gl: WebGL2RenderingContext, generator: Network, way: Way) {
  const input = createInputStage(gl, generator.card);
  return { generator, way, input, dispose: () => input.dispose() };
}
