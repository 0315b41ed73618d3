// Finds the cases of an evaluation: which folders there are, and what kind each one is. Whether their files can be
// decoded shows later, in the browser.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../../src/evaluate/messages.ts';

/** A case that could not be evaluated. */
export interface FailedCase {
  name: string;
  /** Why, as a sentence. */
  sentence: string;
}

export interface FoundCases {
  cases: Case[];
  failed: FailedCase[];
}

const PICTURES = ['png', 'jpg'];

/**
 * Every folder in `directory` is a case. Files and hidden folders are ignored.
 * @throws if the directory does not exist or has no folders
 */
export function findCases(directory: string): FoundCases {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new Error(`There is no folder "${directory}" to take cases from.`);
  }
  const names = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
  if (names.length === 0) {
    throw new Error(`"${directory}" has no cases: each case is a folder with its files inside.`);
  }

  const found: FoundCases = { cases: [], failed: [] };
  for (const name of names) {
    try {
      found.cases.push(readCase(name, readdirSync(join(directory, name))));
    } catch (error) {
      found.failed.push({ name, sentence: (error as Error).message });
    }
  }
  return found;
}

/**
 * Which kind of case a folder with these files is.
 * @throws if it is no case, or could be two
 */
export function readCase(name: string, files: string[]): Case {
  const has = (file: string) => (files.includes(file) ? file : undefined);
  const picture = (stem: string) => {
    const both = PICTURES.map((ending) => has(`${stem}.${ending}`)).filter(Boolean);
    if (both.length > 1) throw new Error(`The case "${name}" has both ${both.join(' and ')}.`);
    return both[0];
  };
  const input = picture('input');
  const clip = has('clip.mp4');
  const clean = picture('clean');

  if (input && clip) throw new Error(`The case "${name}" has both ${input} and ${clip}.`);
  if (clip) return { name, kind: 'clip', input: clip, mask: has('masks.mp4'), clean };
  if (input) return { name, kind: clean ? 'pair' : 'image', input, mask: has('mask.png'), clean };
  throw new Error(`The case "${name}" has neither input.png nor input.jpg nor clip.mp4.`);
}
