// Sorts what was dropped on the page by content: a video, several, photos, a variant, or nothing that Vanish can use.
import { quoted } from '../../file-names.ts';
import type { DroppedFile } from '../../models/dropped-variant.ts';
import { lookAtPicture } from '../../sources/photo/picture-kind.ts';
import { isFilm } from '../../sources/unplayable.ts';
import { t } from '../words/words.svelte.ts';

export type Dropped =
  | { kind: 'variant'; files: readonly DroppedFile[]; sentence?: string }
  /** With a sentence if there was more. */
  | { kind: 'video'; file: File; sentence?: string }
  | { kind: 'photos'; files: readonly File[]; sentence?: string }
  | { kind: 'nothing'; sentence: string };

/**
 * @param looksLikeFilm whether there is a film in a file; tests pass their own
 * @returns with sentences for the user
 */
export async function whatWasDropped(
  all: readonly DroppedFile[],
  looksLikeFilm: (file: Blob) => Promise<boolean> = isFilm,
): Promise<Dropped> {
  // Files that systems leave in folders: .DS_Store, ._holiday.mp4
  const files = all.filter(({ path }) => !nameOf(path).startsWith('.'));
  if (files.length === 0) {
    const what = all.length === 0 ? t().source.noFile : t().source.hiddenFile;
    return { kind: 'nothing', sentence: `${what} ${t().source.dropThis}` };
  }
  const isVariant = files.some(({ path }) => nameOf(path) === 'card.json' || isOnnx(path));
  const photos = isVariant ? [] : await photosAmong(files);
  if (photos.length === files.length) return photosOf(photos);
  const films = isVariant ? files.filter(isCalledVideo) : await filmsAmong(files, looksLikeFilm);
  const [film] = films;
  if (isVariant) {
    const sentence = film && t().source.leftAside(quoted(film.file.name));
    return { kind: 'variant', files, sentence };
  }
  if (film) return { kind: 'video', file: film.file, sentence: others(files, films) };
  if (photos.length > 0) return photosOf(photos, t().source.noPhotoBeside);
  // Without its card it is not a variant. The variants panel reports that.
  if (files.some(({ path }) => path.endsWith('.json'))) return { kind: 'variant', files };
  const what = t().source.noneOf(files.length);
  return { kind: 'nothing', sentence: `${what} ${t().source.dropThis}` };
}

/** By content. A file with a picture's name counts too: opening it will say why it is not a picture. */
async function photosAmong(files: readonly DroppedFile[]): Promise<DroppedFile[]> {
  const are = await Promise.all(
    files.map(
      async ({ file }) =>
        file.type.startsWith('image/') || (await lookAtPicture(file).catch(() => undefined)),
    ),
  );
  return files.filter((_, i) => are[i]);
}

function photosOf(photos: readonly DroppedFile[], sentence?: string): Dropped {
  return { kind: 'photos', files: photos.map(({ file }) => file), sentence };
}

/**
 * The files with a film in them. If there are none, those with a video's name. A single file counts as a film: opening
 * it will say why it is none.
 */
async function filmsAmong(
  files: readonly DroppedFile[],
  looksLikeFilm: (file: Blob) => Promise<boolean>,
): Promise<DroppedFile[]> {
  if (files.length === 1) return files.filter(({ path }) => !path.endsWith('.json'));
  const are = await Promise.all(files.map(({ file }) => looksLikeFilm(file)));
  const films = files.filter((_, i) => are[i]);
  return films.length > 0 ? films : files.filter(isCalledVideo);
}

/** What happens to everything but the first film. */
function others(
  files: readonly DroppedFile[],
  [first, ...rest]: readonly DroppedFile[],
): string | undefined {
  if (!first || files.length === 1) return undefined;
  const opened = t().source.opened(quoted(first.file.name));
  if (rest.length > 0) {
    return t().source.severalVideos(rest.length + 1, opened);
  }
  return `${opened} ${t().source.noVideoBeside}`;
}

function isCalledVideo({ file }: DroppedFile): boolean {
  return file.type.startsWith('video/');
}

/** A variant's network. On its own, it still needs a card. */
function isOnnx(path: string): boolean {
  return path.toLowerCase().endsWith('.onnx');
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}
