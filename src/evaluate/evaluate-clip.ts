// Cases of the kind clip: every frame in order, as one stream of the pipeline.
import { plateBytesOf } from '../cloak/inspection.ts';
import type { Pipeline } from '../cloak/pipeline.ts';
import { FRAMES_FILE } from './addresses.ts';
import { fileTitle, readPictureLike, requireSize, saveFile } from './case-files.ts';
import { openClip, type ClipReader } from './clip-reader.ts';
import { createClipWriter, type ClipWriter } from './clip-writer.ts';
import { cloakFrame, type FrameTimes } from './cloak-frame.ts';
import type { Case, CaseResult } from './messages.ts';
import { createFlicker } from './metrics/flicker.ts';
import { toCleanLight } from './metrics/match-light.ts';
import { means } from './metrics/means.ts';
import type { Metrics } from './metrics/measure.ts';
import { luma } from './metrics/picture.ts';
import { moreThanHalf } from './metrics/regions.ts';
import { RAW_SHARE } from './metrics/room.ts';

const REPORT_EVERY = 10; // frames

export interface ClipOptions {
  /** Ends after this many frames; default: the whole clip. */
  limitFrames?: number;
  /** Whether the clean plate is kept from frame to frame. */
  remember: boolean;
  /** Whether fills get texture, once for all frames. Without the plate there is none. */
  texture: boolean;
  /** Called now and then with the current step. */
  report?: (doing: string) => void;
}

/**
 * Cloaks the clip and writes `output.mp4` or `output.webm`, each frame at its own time, and `frames.json` with the
 * metrics of every frame. The metrics are means over the frames that have them; so are the milliseconds, but without
 * the first frame's.
 * @throws if a file cannot be read or differs in size from the clip, or if the numbers of masks and frames differ
 */
export async function evaluateClip(
  pipeline: Pipeline,
  evaluated: Case,
  options: ClipOptions,
): Promise<CaseResult> {
  const clip = await openClip(evaluated, evaluated.input);
  let masks: ClipReader | undefined;
  let writer: ClipWriter | undefined;
  try {
    const { width, height } = clip;
    const clean = evaluated.clean
      ? await readPictureLike(clip, evaluated, evaluated.clean)
      : undefined;
    if (evaluated.mask) {
      masks = await openClip(evaluated, evaluated.mask);
      requireSize(clip, masks, fileTitle(evaluated.name, evaluated.mask));
    }
    writer = await createClipWriter(width, height);
    const { table, ...cloaked } = await cloakFrames(
      pipeline,
      { clip, masks, clean, writer },
      options,
    );
    await saveFile(evaluated, writer.file, await writer.finish());
    await saveFile(evaluated, FRAMES_FILE, new Blob([`${JSON.stringify(table, null, 1)}\n`]));

    const { name, kind } = evaluated;
    const mask = masks ? 'given' : 'segmenter';
    return { name, kind, width, height, mask, output: writer.file, ...cloaked };
  } finally {
    await clip.dispose();
    await masks?.dispose();
    await writer?.dispose();
  }
}

interface ClipResult extends Required<
  Pick<CaseResult, 'frames' | 'metrics' | 'milliseconds' | 'plateBytes'>
> {
  /** The metrics of every frame. */
  table: (Metrics & { timestamp: number; generated: boolean })[];
}

interface OpenFiles {
  clip: ClipReader;
  masks?: ClipReader;
  clean?: ImageData;
  writer: ClipWriter;
}

async function cloakFrames(
  pipeline: Pipeline,
  { clip, masks, clean, writer }: OpenFiles,
  { limitFrames = Infinity, remember, texture, report }: ClipOptions,
): Promise<ClipResult> {
  const table: ClipResult['table'] = [];
  const milliseconds: FrameTimes[] = [];
  const flicker = createFlicker(clip.width * clip.height);
  const flickerRoom = createFlicker(clip.width * clip.height);
  const flickerStill = createFlicker(clip.width * clip.height);

  while (table.length < limitFrames) {
    const next = await clip.next();
    const nextMask = await masks?.next();
    nextMask?.frame.close(); // only its pixels are needed
    try {
      if (masks && !next !== !nextMask) {
        throw new Error(`${masks.title} and ${clip.title} have different numbers of frames.`);
      }
      if (!next) break;
      const { frame, pixels: input } = next;
      const cloaked = await cloakFrame(pipeline, {
        frame,
        input,
        mask: nextMask?.pixels,
        clean,
        remember,
        texture,
        waits: remember,
        matchesLight: true,
      });
      const { metrics, generated } = cloaked;
      table.push({ timestamp: next.timestamp, generated, ...metrics });
      milliseconds.push(cloaked.milliseconds);
      const hole = moreThanHalf(cloaked.holeAlpha);
      flicker.add(luma(cloaked.output), hole);
      if (cloaked.lines) flickerStill.add(luma(toCleanLight(cloaked.output, cloaked.lines)), hole);
      const room = cloaked.holeAlpha.map((alpha) => (alpha === 0 ? 1 : 0));
      flickerRoom.add(luma(input), room);
      await writer.add(cloaked.output, next.timestamp, next.duration);
    } finally {
      next?.frame.close();
    }
    if (table.length % REPORT_EVERY === 0) report?.(`frame ${table.length}`);
  }

  const frames = table.length;
  if (frames === 0) throw new Error(`${clip.title} has no frames.`);
  return {
    frames,
    metrics: {
      ...means(table.map(({ timestamp: _, generated: __, ...metrics }) => metrics)),
      ...settled(table),
      flicker: flicker.value(),
      flickerStill: flickerStill.value(),
      flickerRoom: flickerRoom.value(),
      generatorShare: table.filter(({ generated }) => generated).length / frames,
    },
    plateBytes: plateBytesOf(pipeline),
    table,
    milliseconds: means(frames > 1 ? milliseconds.slice(1) : milliseconds) as FrameTimes,
  };
}

/** The cloak should have settled this long after the first hole, s. */
const SETTLED_AFTER = 1;

/** What shows of the person once the cloak has had time to settle, and in any frame at all. */
function settled(table: ClipResult['table']): Metrics {
  const first = table.find(({ holeShare }) => (holeShare ?? 0) > 0)?.timestamp ?? 0;
  const residues = table
    .filter(({ timestamp }) => timestamp >= first + SETTLED_AFTER)
    .flatMap(({ residue }) => (residue === undefined ? [] : [residue]));
  const missed = table.flatMap((frame) => (frame.missed === undefined ? [] : [frame.missed]));
  return {
    ...(residues.length > 0 && {
      residueSettled: residues.reduce((sum, value) => sum + value) / residues.length,
      residueWorst: Math.max(...residues),
    }),
    ...(missed.length > 0 && { rawFrames: missed.filter((share) => share > RAW_SHARE).length }),
  };
}
