// All texts of the bench in English; de.ts has them in German.
import { pluralOf } from '../../app/words/plural.ts';

const plural = pluralOf('en');

export const en = {
  title: 'Vanish: how fast is it here?',
  heading: 'How fast is it here?',
  lead: 'Takes the demo clip through the cloak as fast as this machine can, and does the same with what others do. Nothing leaves this machine. Leave the tab in front, and the machine alone.',
  back: 'Back to the cloak',
  measure: 'Measure, two minutes',
  measureAll: 'Measure everything',
  save: 'Save as JSON',
  stop: 'Stop',
  measured: 'Measured so far',
  machine: (gpu: string | undefined, cores: number) =>
    `${gpu ?? 'A GPU that the browser does not name'}, ${plural(cores, { one: '# core', other: '# cores' })}`,
  unmeasured: (what: string, sentence: string) => `${what} was not measured: ${sentence}`,

  columns: {
    what: 'What',
    framesPerSecond: 'Frames a second',
    p50: 'Median, ms',
    p95: '95 of 100 within, ms',
  },

  onTier: (what: string, tier: string) => `${what} on ${tier}`,
  ofCase: (onTier: string, width: number, height: number, isRemembered: boolean) =>
    `${onTier}, ${width}x${height}, ${isRemembered ? 'room remembered' : 'frame by frame'}`,
  peers: {
    'person-removal': 'Real-Time-Person-Removal',
    'blurred-background': 'Segmentation and a blurred background',
    'pix2pix-unet': 'pix2pix U-Net at 256x256',
  },
};

/** The texts that every language must have. */
export type Words = typeof en;
