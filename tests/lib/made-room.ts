// Synthetic clips with exact truth: a recorded room in which figures walk and things happen. For use in a browser's
// worker (it draws on an OffscreenCanvas).

export const FRAMES_PER_SECOND = 15;

export const SCENARIOS = [
  'still',
  'exposure',
  'shift',
  'turn',
  'moved',
  'light-off',
  'chair',
  'crossing',
  'shadow',
  'hand',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** The frame of the scenario's event. */
export const EVENT = 30;
export const FRAMES = 75;

export interface MadeFrame {
  /** What the camera sees, with noise. */
  pixels: ImageData;
  /** White (255) = person, as from a segmenter: coarse, and slightly wrong. */
  mask: Uint8Array;
  maskWidth: number;
  maskHeight: number;
  /** The same view without anybody, without noise. */
  truth: ImageData;
  /** 1 where a figure or a hand is. */
  person: Uint8Array;
}

/** Extra room around the view on all sides, in shares of its width, so that the view can shift. */
const MARGIN = 0.2;
const NOISE = 2; // grey levels
const MASK_SIDE = 128; // px, longest side of the mask

type Context = OffscreenCanvasRenderingContext2D;

function surface(width: number, height: number): Context {
  return new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
}

/**
 * @param room a photograph of an empty room
 * @param width, height px of the frames
 * @returns makes any frame; the same number gives the same frame
 */
export function createRoom(room: ImageBitmap, scenario: Scenario, width: number, height: number) {
  const view = surface(width, height);
  const figures = surface(width, height);
  const coarse = surface(
    Math.round((MASK_SIDE * width) / Math.max(width, height)),
    Math.round((MASK_SIDE * height) / Math.max(width, height)),
  );
  const unit = height / 100;

  /** Where the camera looks, px and radians. */
  function cameraAt(frame: number) {
    const share = Math.min(1, Math.max(0, (frame - EVENT) / 3));
    if (scenario === 'shift')
      return { x: ((6 * width) / 640) * share, y: (2 * width * share) / 640, angle: 0 };
    if (scenario === 'turn') return { x: 0, y: 0, angle: (0.7 * Math.PI * share) / 180 };
    if (scenario === 'moved' && frame >= EVENT)
      return { x: -0.18 * width, y: 0.1 * height, angle: 0 };
    return { x: 0, y: 0, angle: 0 };
  }

  function drawRoom(frame: number): void {
    const { x, y, angle } = cameraAt(frame);
    view.setTransform(1, 0, 0, 1, width / 2 + x, height / 2 + y);
    view.rotate(angle);
    const scale = 1 + 2 * MARGIN;
    view.drawImage(
      room,
      (-width / 2) * scale,
      (-height / 2) * scale,
      width * scale,
      height * scale,
    );
    if (scenario === 'chair') {
      view.fillStyle = '#5a3d8c';
      const left = frame < EVENT ? 4 : -14;
      view.fillRect(left * unit - 30 * unit, 12 * unit, 14 * unit, 30 * unit);
      view.fillStyle = '#c9b458';
      view.fillRect(left * unit - 30 * unit, 12 * unit, 14 * unit, 5 * unit);
    }
    view.setTransform(1, 0, 0, 1, 0, 0);
  }

  /** The light that reaches a place in a channel. */
  function lightAt(frame: number, x: number, y: number, channel: number): number {
    if (scenario === 'exposure') {
      const share = Math.min(1, Math.max(0, (frame - 20) / 30));
      return 1 + 0.5 * share + share * [0.06, 0, -0.08][channel]!;
    }
    if (scenario === 'light-off' && frame >= EVENT) {
      const far = Math.hypot(x / width, y / height);
      return 0.45 + 0.35 * Math.min(1, far);
    }
    return 1;
  }

  /** A figure with a head, a body, and arms and legs that move. @param x of its middle, px */
  function drawFigure(x: number, frame: number, colour: string, handsAreMissing: boolean): void {
    const swing = Math.sin(frame * 0.7) * 8 * unit;
    const limb = (fromX: number, fromY: number, toX: number, toY: number, thick: number) => {
      figures.lineWidth = thick;
      figures.beginPath();
      figures.moveTo(x + fromX, fromY);
      figures.lineTo(x + toX, toY);
      figures.stroke();
    };
    figures.lineCap = 'round';
    figures.strokeStyle = '#23283a';
    limb(-3 * unit, 64 * unit, -3 * unit - swing, 96 * unit, 6 * unit);
    limb(3 * unit, 64 * unit, 3 * unit + swing, 96 * unit, 6 * unit);
    figures.strokeStyle = colour;
    limb(0, 36 * unit, 0, 62 * unit, 16 * unit);
    limb(-8 * unit, 34 * unit, -12 * unit + swing, 54 * unit, 5 * unit);
    limb(8 * unit, 34 * unit, 12 * unit - swing, 54 * unit, 5 * unit);
    const ball = (middleX: number, middleY: number, radius: number) => {
      figures.beginPath();
      figures.arc(middleX, middleY, radius, 0, 2 * Math.PI);
      figures.fill();
    };
    figures.fillStyle = '#d9a07c';
    ball(x, 21 * unit, 8 * unit);
    if (handsAreMissing) return;
    ball(x - 12 * unit + swing, 56 * unit, 3 * unit);
    ball(x + 12 * unit - swing, 56 * unit, 3 * unit);
  }

  /** Where the figures are, px; undefined = not in the picture. */
  function walkers(frame: number): { x: number; colour: string }[] {
    if (frame < 15 || scenario === 'hand') return [];
    const walk = (from: number, to: number, begin: number, end: number) =>
      from + (to - from) * Math.min(1, Math.max(0, (frame - begin) / (end - begin)));
    if (scenario === 'crossing') {
      return [
        { x: walk(-0.1, 0.9, 15, 70) * width, colour: '#b03a2e' },
        { x: walk(1.1, 0.15, 15, 70) * width, colour: '#2e6db0' },
      ];
    }
    const x = frame < 55 ? walk(1.1, 0.55, 15, 28) : walk(0.55, -0.15, 55, 73);
    return [{ x: x * width, colour: '#b03a2e' }];
  }

  function drawFigures(frame: number, forMask: boolean): void {
    figures.clearRect(0, 0, width, height);
    for (const { x, colour } of walkers(frame)) {
      drawFigure(x, frame, colour, forMask && frame % 7 === 3);
    }
    if (scenario === 'hand' && !forMask && frame >= EVENT && frame < EVENT + 6) {
      figures.fillStyle = '#d9a07c';
      const x = ((frame - EVENT) / 6 + 0.1) * width;
      figures.fillRect(x, 30 * unit, 16 * unit, 20 * unit);
    }
  }

  function maskOf(frame: number): Uint8Array {
    drawFigures(frame, true);
    const { width: w, height: h } = coarse.canvas;
    coarse.clearRect(0, 0, w, h);
    coarse.filter = 'blur(1px)';
    const wrong = Math.sin(frame * 1.9); // px by which the mask is off
    coarse.drawImage(figures.canvas, wrong, 0.5 * wrong, w, h);
    const { data } = coarse.getImageData(0, 0, w, h);
    return Uint8Array.from({ length: w * h }, (_, i) => data[4 * i + 3]!);
  }

  /** How much light the figure's shadow leaves at a place, 0..1. */
  function shadowAt(frame: number, x: number, y: number): number {
    if (scenario !== 'shadow') return 1;
    return walkers(frame).reduce((left, figure) => {
      const across = (x - figure.x - 14 * unit) / (13 * unit);
      const down = (y - 93 * unit) / (6 * unit);
      return left * (1 - 0.35 * Math.exp(-across * across - down * down));
    }, 1);
  }

  return (frame: number): MadeFrame => {
    const mask = maskOf(frame);
    drawRoom(frame);
    const truth = view.getImageData(0, 0, width, height);
    drawFigures(frame, false);
    const people = figures.getImageData(0, 0, width, height).data;
    const pixels = new ImageData(width, height);
    const person = new Uint8Array(width * height);
    let state = (frame * 2654435761 + 12345) >>> 0;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    for (let pixel = 0; pixel < width * height; pixel++) {
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      const alpha = people[4 * pixel + 3]! / 255;
      person[pixel] = alpha > 0.5 ? 1 : 0;
      const left = shadowAt(frame, x, y);
      for (let c = 0; c < 3; c++) {
        const at = 4 * pixel + c;
        const light = lightAt(frame, x, y, c);
        const room = truth.data[at]! * light;
        const shown = room * left * (1 - alpha) + people[at]! * light * alpha;
        // The sum of three is close enough to a normal distribution.
        const noise = NOISE * 2 * (random() + random() + random() - 1.5);
        pixels.data[at] = shown + noise;
        truth.data[at] = room;
      }
      pixels.data[4 * pixel + 3] = 255;
    }
    const { width: maskWidth, height: maskHeight } = coarse.canvas;
    return { pixels, mask, maskWidth, maskHeight, truth, person };
  };
}
