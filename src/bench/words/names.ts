// What the bench measures, by name.
import type { BenchCase, BenchJob, BenchPeer } from '../messages.ts';
import { en, type Words } from './en.ts';

/** @param words Default: English, as in reports and on the command line */
export function nameOfJob(job: BenchJob, words: Words = en): string {
  return job.kind === 'case' ? nameOfCase(job.case, words) : nameOfPeer(job.peer, words);
}

export function nameOfCase(measured: BenchCase, words: Words): string {
  const { tier, variant, width, height, plate } = measured;
  return words.ofCase(words.onTier(variant, tier), width, height, plate);
}

export function nameOfPeer({ name, tier }: BenchPeer, words: Words): string {
  return words.onTier(words.peers[name], tier);
}
