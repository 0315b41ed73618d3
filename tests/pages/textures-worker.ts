// Runs synthetic frames through the pipeline with the texture stage, or with one that paints unknown pixels in one
// colour.
import { readPicture } from '../../src/cloak/inspection.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/cloak/settings.ts';
import type { Tier } from '../../src/tier.ts';
import { startPipeline } from '../../src/engine/start.ts';
import { createTextureStage, type TextureStage } from '../../src/texture/texture-stage.ts';
import { frameOf, maskOf } from '../lib/made-frame.ts';
import type { Colour, MadePicture } from '../lib/made-picture.ts';

export interface TexturesRequest {
  tier: Tier;
  variant: string;
  /** Executed in order. */
  steps: {
    picture: MadePicture;
    /** White (red channel) = person. */
    mask: MadePicture;
    /** When the frame was taken, s. */
    time: number;
    settings: Partial<Settings>;
    /** How often the frame is run. Default: once. */
    times?: number;
  }[];
  /** The colour that the fake stage paints, or the real stage. If absent, the stage fails. */
  paint?: Colour | 'real';
}

export interface TexturesReport {
  /** The stage's inputs; RGBA, 0..255. */
  rooms: number[][];
  /** What was shown at the end of each step; RGBA, 0..255. */
  outputs: number[][];
  /** What is held at the end of each step. */
  fills: number[];
  tensors: number[];
  notices: string[];
}

async function run({ tier, variant, steps, paint }: TexturesRequest): Promise<TexturesReport> {
  const report: TexturesReport = { rooms: [], outputs: [], fills: [], tensors: [], notices: [] };
  const createMade = (): TextureStage => ({
    async synthesise({ room }) {
      report.rooms.push(Array.from(room));
      if (!paint || paint === 'real') throw new Error('The stage failed.');
      for (let at = 0; at < room.length; at += 4) if (room[at + 3] === 0) room.set(paint, at);
      return room;
    },
    forget() {},
    dispose() {},
  });
  const createTexture = paint === 'real' ? () => createTextureStage() : createMade;
  const { pipeline, slot } = await startPipeline({
    canvas: new OffscreenCanvas(1, 1),
    tier,
    variant,
    refiner: 'none',
    createTexture,
    notify: (sentence) => report.notices.push(sentence),
  });
  try {
    for (const { picture, mask, time, settings, times = 1 } of steps) {
      for (let i = 0; i < times; i++) {
        const frame = frameOf(picture, time);
        await pipeline.run(frame, { ...DEFAULT_SETTINGS, ...settings }, maskOf(mask));
        if (i === times - 1) report.outputs.push(Array.from(readPicture(pipeline).data));
        frame.close();
      }
      await new Promise((resolve) => setTimeout(resolve, 50)); // for work alongside the frames
      report.fills.push(pipeline.last.passes.fillCount);
      report.tensors.push(await slot.countTensors());
    }
  } finally {
    pipeline.dispose();
  }
  return report;
}

self.onmessage = ({ data }: MessageEvent<TexturesRequest>) => {
  run(data).then((report) => self.postMessage(report), self.reportError);
};
