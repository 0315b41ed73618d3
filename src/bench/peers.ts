// Similar projects, rebuilt with the operations and sizes of the originals and random weights: the time does not depend
// on the weights. They use tfjs directly, as the originals do.
import * as tf from '@tensorflow/tfjs-core';
import type { Tier } from '../tier.ts';
import { useBackend } from '../models/tfjs/backend.ts';
import { createSegmenter } from '../segmentation/segmenter.ts';
import type { PeerName } from './messages.ts';

/** Of a peer's input frames, px. */
export const PEER_SIZE = { width: 640, height: 480 };

export interface Peer {
  /** Runs before the first one that counts. */
  readonly warmUp: number;
  /** The frame stays the caller's. */
  run(frame: VideoFrame): Promise<void>;
  dispose(): void;
}

/** @throws Error with a sentence if the tier's backend does not start */
export async function createPeer(name: PeerName, tier: Tier): Promise<Peer> {
  if (name === 'blurred-background') return createBlurredBackground();
  await useBackend(tier);
  return name === 'person-removal' ? createPersonRemoval() : createPix2pix();
}

/**
 * A convolution's random weights, [size, size, inputs, outputs], scaled so that activations neither vanish nor explode.
 */
function kernel(size: number, inputs: number, outputs: number): tf.Tensor4D {
  const deviation = Math.sqrt(2 / (size * size * inputs));
  return tf.randomNormal([size, size, inputs, outputs], 0, deviation, 'float32', 1);
}

/** [height, width, 3] in 0..255 as [1, height, width, 3] in -1..1. */
function normalised(picture: tf.Tensor3D): tf.Tensor4D {
  return tf.expandDims(tf.sub(tf.div(tf.cast(picture, 'float32'), 127.5), 1));
}

/** Collects a network's weights, to be freed together. */
function createWeights() {
  const all: tf.Tensor[] = [];
  return {
    keep<T extends tf.Tensor>(weight: T): T {
      all.push(weight);
      return weight;
    },
    dispose: () => tf.dispose(all),
  };
}

/** Output widths of MobileNetV1's separable blocks and their strides. At 16, dilation replaces the last halving. */
const MOBILENET: [width: number, stride: 1 | 2, dilation: 1 | 2][] = [
  [64, 1, 1],
  [128, 2, 1],
  [128, 1, 1],
  [256, 2, 1],
  [256, 1, 1],
  [512, 2, 1],
  [512, 1, 1],
  [512, 1, 1],
  [512, 1, 1],
  [512, 1, 1],
  [512, 1, 1],
  [1024, 1, 1],
  [1024, 1, 2],
];
const MULTIPLIER = 0.75;
/**
 * BodyPix' heads: segments, heatmaps, offsets, displacements forward and back, part heatmaps, part offsets, long
 * offsets.
 */
const HEADS = [1, 17, 34, 32, 32, 24, 48, 34];
/** Its picture at "high" internal resolution: half of 640x480, rounded to a multiple of the stride plus one. */
const BODYPIX = { width: 321, height: 241 };
/** Real-Time-Person-Removal's canvas, px. Both of its loops go over all of it. */
const REMOVAL = { width: 320, height: 240 };
const PERSON = 0.9;

/**
 * Real-Time-Person-Removal (Jason Mayes, 2020): BodyPix, a box around the people it found, and a picture of the rest.
 */
function createPersonRemoval(): Peer {
  const weights = createWeights();
  const stem = weights.keep(kernel(3, 3, 32 * MULTIPLIER));
  let width = 32 * MULTIPLIER;
  const blocks = MOBILENET.map(([outputs, stride, dilation]) => {
    const depthwise = weights.keep(kernel(3, width, 1));
    const pointwise = weights.keep(kernel(1, width, outputs * MULTIPLIER));
    width = outputs * MULTIPLIER;
    return { depthwise, pointwise, stride, dilation };
  });
  const heads = HEADS.map((outputs) => weights.keep(kernel(1, width, outputs)));
  const canvas = new OffscreenCanvas(REMOVAL.width, REMOVAL.height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const room = new OffscreenCanvas(REMOVAL.width, REMOVAL.height);
  const roomContext = room.getContext('2d', { willReadFrequently: true })!;

  function segments(pixels: ImageData): tf.Tensor2D {
    return tf.tidy(() => {
      const picture = tf.browser.fromPixels(pixels);
      const scaled = normalised(tf.image.resizeBilinear(picture, [BODYPIX.height, BODYPIX.width]));
      let x: tf.Tensor4D = tf.relu6(tf.conv2d(scaled, stem, 2, 'same'));
      for (const { depthwise, pointwise, stride, dilation } of blocks) {
        x = tf.relu6(tf.depthwiseConv2d(x, depthwise, stride, 'same', 'NHWC', dilation));
        x = tf.relu6(tf.conv2d(x, pointwise, 1, 'same'));
      }
      const [found] = heads.map((head) => tf.conv2d(x, head, 1, 'same'));
      const likely = tf.sigmoid<tf.Tensor4D>(found!);
      const large = tf.image.resizeBilinear(likely, [REMOVAL.height, REMOVAL.width]);
      return tf.squeeze<tf.Tensor2D>(large, [0, 3]);
    });
  }

  return {
    warmUp: 5,
    async run(frame) {
      const { width: across, height: down } = REMOVAL;
      context.drawImage(frame, 0, 0, across, down);
      const live = context.getImageData(0, 0, across, down);
      const found = segments(live);
      const person = await found.data();
      found.dispose();
      const box = { left: across, top: down, right: 0, bottom: 0 };
      for (let x = 0; x < across; x++) {
        for (let y = 0; y < down; y++) {
          if (person[y * across + x]! < PERSON) continue;
          box.left = Math.min(box.left, x);
          box.top = Math.min(box.top, y);
          box.right = Math.max(box.right, x);
          box.bottom = Math.max(box.bottom, y);
        }
      }
      const shown = roomContext.getImageData(0, 0, across, down);
      for (let x = 0; x < across; x++) {
        for (let y = 0; y < down; y++) {
          if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) continue;
          const at = 4 * (y * across + x);
          for (let c = 0; c < 4; c++) shown.data[at + c] = live.data[at + c]!;
        }
      }
      roomContext.putImageData(shown, 0, 0);
    },
    dispose: weights.dispose,
  };
}

/**
 * What programs for calls do: find the person (here with our segmenter, which looks twice), and blur what is behind
 * them.
 */
async function createBlurredBackground(): Promise<Peer> {
  const segmenter = await createSegmenter('litert').catch(() => createSegmenter('mediapipe'));
  const { width, height } = PEER_SIZE;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const person = new OffscreenCanvas(1, 1);
  return {
    warmUp: 5,
    async run(frame) {
      const mask = await segmenter.run(frame);
      [person.width, person.height] = [mask.width, mask.height];
      const alpha = new ImageData(mask.width, mask.height);
      mask.data.forEach((value, pixel) => (alpha.data[4 * pixel + 3] = value));
      person.getContext('2d')!.putImageData(alpha, 0, 0);
      context.globalCompositeOperation = 'copy';
      context.filter = 'none';
      context.drawImage(person, 0, 0, width, height);
      context.globalCompositeOperation = 'source-in';
      context.drawImage(frame, 0, 0, width, height);
      context.globalCompositeOperation = 'destination-over';
      context.filter = 'blur(8px)';
      context.drawImage(frame, 0, 0, width, height);
      context.getImageData(0, 0, 1, 1); // waits until it is drawn
    },
    dispose: () => segmenter.dispose(),
  };
}

/** pix2pix' own U-Net (Isola et al. 2017) at 256x256: eight halvings, 54 million parameters. */
const PIX2PIX = { side: 256, widths: [64, 128, 256, 512, 512, 512, 512, 512] };

function createPix2pix(): Peer {
  const weights = createWeights();
  const { side, widths } = PIX2PIX;
  const down = widths.map((width, level) => weights.keep(kernel(4, widths[level - 1] ?? 3, width)));
  const up = widths.map((width, level) => {
    const joined = level === widths.length - 1 ? width : 2 * width;
    const outputs = widths[level - 1] ?? 3;
    return weights.keep(kernel(4, outputs, joined)); // a transposed convolution has its dimensions the other way round
  });
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  return {
    warmUp: 1,
    async run(frame) {
      context.drawImage(frame, 0, 0, side, side);
      const output = tf.tidy(() => {
        const picture = tf.browser.fromPixels(context.getImageData(0, 0, side, side));
        let x = normalised(picture);
        const beside: tf.Tensor4D[] = [];
        for (const weight of down) {
          x = tf.leakyRelu(tf.conv2d(x, weight, 2, 'same'), 0.2);
          beside.push(x);
        }
        x = beside.pop()!;
        for (let level = widths.length - 1; level >= 0; level--) {
          const size = side / 2 ** level;
          const outputs = widths[level - 1] ?? 3;
          x = tf.conv2dTranspose(x, up[level]!, [1, size, size, outputs], 2, 'same');
          const before = beside.pop();
          if (before) x = tf.concat([tf.relu(x), before], 3);
        }
        return tf.tanh(x);
      });
      await output.data();
      output.dispose();
    },
    dispose: weights.dispose,
  };
}
