// Which files `vanish cloak` takes, which of them belong to this shard, and where their results go.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { UsageError } from './cloak-options.ts';

/** Extensions of photos and films inside folders. A file that is named is taken whatever its extension. */
const ENDINGS = new Set(
  ['jpg', 'jpeg', 'jfif', 'png', 'webp', 'avif', 'bmp', 'gif', 'heic', 'tif', 'tiff'].concat([
    'mp4',
    'm4v',
    'mov',
    'webm',
    'mkv',
    'ts',
    'm2ts',
    'avi',
  ]),
);
const CLOAKED = '-cloaked';
/** Extensions of results. */
const RESULTS = ['jpg', 'png', 'mp4', 'webm'];

export interface Input {
  path: string;
  /** The result's path without its extension. */
  result: string;
}

/**
 * All inputs, each once, in an order that does not depend on the machine. The results of an earlier run, next to their
 * originals, are no inputs.
 * @param named files, folders and patterns; subfolders are preserved in the results
 * @throws UsageError with a sentence: for what does not exist or cannot be read, and if two would write the same result
 */
export function findInputs(named: readonly string[], out: string): Input[] {
  const found = new Map<string, string>(); // path to the result
  for (const name of named) {
    for (const { path, below } of expand(name, resolve(out))) {
      const inside = relative(below, dirname(path));
      const title = basename(path, extname(path));
      if (!found.has(path)) found.set(path, join(resolve(out), inside, title + CLOAKED));
    }
  }
  const inputs = [...found].map(([path, result]) => ({ path, result }));
  inputs.sort((a, b) => (a.result < b.result ? -1 : a.result > b.result ? 1 : 0));
  return withoutResults(apart(inputs));
}

/** Without the inputs that another input's result would replace. */
function withoutResults(inputs: readonly Input[]): Input[] {
  const results = new Set(inputs.flatMap(({ result }) => RESULTS.map((end) => `${result}.${end}`)));
  return inputs.filter(({ path }) => !results.has(path));
}

/** "a.jpg" and "a.png" keep their extensions in the result's name. Two files named "a.jpg" cannot be told apart. */
function apart(inputs: Input[]): Input[] {
  const counts = new Map<string, number>();
  for (const { result } of inputs) counts.set(result, (counts.get(result) ?? 0) + 1);
  const named = inputs.map((input) => {
    if (counts.get(input.result) === 1) return input;
    const ending = extname(input.path).slice(1).toLowerCase();
    const title = input.result.slice(0, -CLOAKED.length);
    return { ...input, result: `${title}-${ending}${CLOAKED}` };
  });
  const taken = new Map<string, string>();
  for (const { path, result } of named) {
    const other = taken.get(result);
    if (other !== undefined) {
      throw new UsageError(
        `${other} and ${path} would have the same result. Cloak them into folders of their own.`,
      );
    }
    taken.set(result, path);
  }
  return named;
}

function expand(name: string, out: string): { path: string; below: string }[] {
  const whole = resolve(name);
  if (existsSync(whole)) {
    const kind = statSync(whole);
    if (kind.isFile()) return [{ path: whole, below: dirname(whole) }];
    if (!kind.isDirectory()) throw new UsageError(`${name} is neither a file nor a folder.`);
    const holdsResults = isBelow(out, whole);
    const paths = entriesOf(whole, name).filter(
      (path) => isMedium(path) && !(holdsResults && isBelow(path, out)) && isFile(path),
    );
    if (paths.length === 0) throw new UsageError(`There is no photo and no film in ${name}.`);
    return paths.map((path) => ({ path, below: whole }));
  }
  const pattern = name.split(sep).join('/');
  const paths = isDynamicPattern(pattern) ? globSync(pattern, { absolute: true }) : [];
  if (paths.length === 0) throw new UsageError(`There is no file, folder or match for ${name}.`);
  return paths.map((path) => ({ path: resolve(path), below: dirname(resolve(path)) }));
}

/** Everything in the folder and its subfolders. Links to folders are not followed, since they may lead in circles. */
function entriesOf(folder: string, name: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) =>
      join(entry.parentPath, entry.name),
    );
  } catch (cause) {
    throw new UsageError(`${name} cannot be read (${(cause as Error).message}).`, { cause });
  }
}

/** Whether the path is a file or leads to one. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false; // a link that leads nowhere
  }
}

function isMedium(path: string): boolean {
  const isHidden = basename(path).startsWith('.');
  return !isHidden && ENDINGS.has(extname(path).slice(1).toLowerCase());
}

function isBelow(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  const isOutside = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return inside !== '' && !isOutside;
}

/** The shard's part of the inputs: every `of`th, so that all shards have about the same amount of work. */
export function ofShard(inputs: readonly Input[], shard: { number: number; of: number }): Input[] {
  return inputs.filter((_, index) => index % shard.of === shard.number - 1);
}

/** The path of its result, if it already has one. */
export function resultOf({ result }: Input): string | undefined {
  return RESULTS.map((ending) => `${result}.${ending}`).find(isFile);
}

/** The extension of a file that is still being written, and is no result yet. */
export const PARTIAL = '.partial';
